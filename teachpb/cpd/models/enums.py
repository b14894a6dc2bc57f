"""The closed sets of the field (``vocabulary.md``)."""

from __future__ import annotations

from teachpb.db import LabelledEnum


class CourseStatus(LabelledEnum):
    draft = "draft", "Draft"
    published = "published", "Published"
    withdrawn = "withdrawn", "Withdrawn"


class CourseDateState(LabelledEnum):
    draft = "draft", "Draft"
    published = "published", "Open for booking"
    closed = "closed", "Closed for booking"
    delivered = "delivered", "Delivered"
    postponed = "postponed", "Postponed"
    cancelled = "cancelled", "Cancelled"


class PlaceState(LabelledEnum):
    """The life of a place; what may follow what stands in ``models.transitions``."""

    held = "held", "Held"
    awaiting_approval = "awaiting_approval", "Awaiting approval"
    waiting = "waiting", "On the waiting list"
    offered = "offered", "Offered"
    confirmed = "confirmed", "Confirmed"
    attended = "attended", "Attended"
    part_attended = "part_attended", "Attended in part"
    no_show = "no_show", "Did not attend"
    excused = "excused", "Excused"
    expired = "expired", "Hold ended"
    not_approved = "not_approved", "Not approved"
    offer_declined = "offer_declined", "Offer declined"
    offer_expired = "offer_expired", "Offer ended"
    left_list = "left_list", "Left the waiting list"
    cancelled_by_customer = "cancelled_by_customer", "Cancelled"
    cancelled_by_provider = "cancelled_by_provider", "Cancelled by the provider"
    substituted = "substituted", "Passed on to a colleague"
    transferred = "transferred", "Moved to another date"


class LineStrategy(LabelledEnum):
    """Whom a freed place is offered to when it is too few for the first in line, who want several together."""

    strict = "strict", "Keep it until there are enough for the first in line"
    skip_to_fit = "skip_to_fit", "Offer it to the next it is enough for, passing over nobody more than twice"


class NoticeKind(LabelledEnum):
    """Mail about a place that goes out by the calendar, once."""

    offer_reminder = "offer_reminder", "Half of an offer’s time is over"
    joining = "joining", "Joining instructions"
    reminder = "reminder", "Reminder before the course"
    names = "names", "Names are missing"


class PriceBand(LabelledEnum):
    """Which price a payer gets, decided from the register and never by a form."""

    maintained_city = "maintained_city", "Maintained school in the city"
    academy_city = "academy_city", "Academy in the city"
    subscriber = "subscriber", "Subscribing school"
    independent = "independent", "Independent school"
    early_years = "early_years", "Early years setting"
    out_of_city = "out_of_city", "School outside the city"
    individual = "individual", "Paying for yourself"


class PaymentMethod(LabelledEnum):
    """How a booking is paid. Recharge is between the council and the schools it maintains; nobody pays by card here."""

    invoice = "invoice", "Invoice"
    recharge = "recharge", "Internal recharge"
    free = "free", "Nothing to pay"


class Mode(LabelledEnum):
    in_person = "in_person", "In person"
    online_live = "online_live", "Online, live"
    blended = "blended", "Blended"
    self_paced = "self_paced", "Self-paced"
    in_school = "in_school", "In your school"
    external_application = "external_application", "Apply with the lead provider"


class Level(LabelledEnum):
    introductory = "introductory", "Introductory"
    developing = "developing", "Developing"
    advanced = "advanced", "Advanced"
    accredited = "accredited", "Accredited"


class InSchoolState(LabelledEnum):
    """A school's request that a provider come to it."""

    asked = "asked", "Waiting for an answer"
    offered = "offered", "Offered"
    agreed = "agreed", "Agreed"
    declined = "declined", "Declined by the provider"
    withdrawn = "withdrawn", "Withdrawn by the school"


class VatTreatment(LabelledEnum):
    """How value added tax applies (VAT Notice 701/30): training by a school, council or university is as a rule
    exempt."""

    exempt = "exempt", "Exempt"
    standard = "standard", "Charged at a rate"
    outside = "outside", "Outside the scope of VAT"


class ApprovalRule(LabelledEnum):
    """Whether somebody of the paying school must agree before a place is confirmed."""

    none = "none", "Nobody needs to approve"
    school_default = "school_default", "As each school has decided"
    always = "always", "The school must always approve"


class CertificateKind(LabelledEnum):
    none = "none", "No certificate"
    attendance = "attendance", "Certificate of attendance"
    completion = "completion", "Certificate of completion"


class Theme(LabelledEnum):
    safeguarding = "safeguarding", "Safeguarding"
    send = "send", "SEND"
    behaviour = "behaviour", "Behaviour"
    leadership = "leadership", "Leadership"
    governance = "governance", "Governance"
    wellbeing = "wellbeing", "Wellbeing"
    assessment = "assessment", "Assessment"
    digital = "digital", "Digital"
    eal = "eal", "English as an additional language"
    eyfs = "eyfs", "Early years foundation stage"
    subject_knowledge = "subject_knowledge", "Subject knowledge"
    pedagogy = "pedagogy", "Pedagogy"
    mentoring = "mentoring", "Mentoring"


class Audience(LabelledEnum):
    trainee = "trainee", "Trainee teachers"
    ect = "ect", "Early career teachers"
    ect_mentor = "ect_mentor", "ECT mentors"
    classroom_teacher = "classroom_teacher", "Classroom teachers"
    supply_teacher = "supply_teacher", "Supply teachers"
    subject_lead = "subject_lead", "Subject leads"
    middle_leader = "middle_leader", "Middle leaders"
    senco = "senco", "SENCOs"
    dsl = "dsl", "Designated safeguarding leads"
    senior_leader = "senior_leader", "Senior leaders"
    headteacher = "headteacher", "Headteachers"
    executive = "executive", "Executive leaders"
    business_professional = "business_professional", "School business professionals"
    teaching_assistant = "teaching_assistant", "Teaching assistants"
    early_years_practitioner = "early_years_practitioner", "Early years practitioners"
    pastoral = "pastoral", "Pastoral staff"
    office = "office", "Office staff"
    site = "site", "Site and catering staff"
    governor = "governor", "Governors and trustees"
    chair = "chair", "Chairs of governors"
    clerk = "clerk", "Clerks"
    prospective_teacher = "prospective_teacher", "People thinking of teaching"
    other = "other", "Other"


class Subject(LabelledEnum):
    accounting = "accounting", "Accounting"
    art_and_design = "art_and_design", "Art and design"
    biology = "biology", "Biology"
    business_studies = "business_studies", "Business studies"
    chemistry = "chemistry", "Chemistry"
    citizenship = "citizenship", "Citizenship"
    classics = "classics", "Classics"
    computing = "computing", "Computing"
    dance = "dance", "Dance"
    design_and_technology = "design_and_technology", "Design and technology"
    drama = "drama", "Drama"
    economics = "economics", "Economics"
    engineering = "engineering", "Engineering"
    english = "english", "English"
    food_technology = "food_technology", "Food technology"
    french = "french", "French"
    geography = "geography", "Geography"
    german = "german", "German"
    health_and_social_care = "health_and_social_care", "Health and social care"
    history = "history", "History"
    humanities = "humanities", "Humanities"
    ict = "ict", "ICT"
    languages = "languages", "Languages"
    law = "law", "Law"
    mandarin = "mandarin", "Mandarin"
    mathematics = "mathematics", "Mathematics"
    media_studies = "media_studies", "Media studies"
    music = "music", "Music"
    philosophy = "philosophy", "Philosophy"
    physical_education = "physical_education", "Physical education"
    physics = "physics", "Physics"
    politics = "politics", "Politics"
    pshe = "pshe", "PSHE"
    psychology = "psychology", "Psychology"
    religious_education = "religious_education", "Religious education"
    science = "science", "Science"
    social_sciences = "social_sciences", "Social sciences"
    sociology = "sociology", "Sociology"
    spanish = "spanish", "Spanish"
    statistics = "statistics", "Statistics"

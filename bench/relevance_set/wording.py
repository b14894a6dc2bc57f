"""Sentences of adverts. The first groups say what the job is; the last ones mention other jobs only in passing."""

from __future__ import annotations

from bench.relevance_set import facts as f

#: What a job does, by its name in ``facts``; {s} is the subject.
DUTIES: dict[str, tuple[str, ...]] = {
    f.TEACHER: (
        "We are looking for a teacher who plans with care and enjoys the company of children.",
        "You will plan and teach lessons, mark lightly and talk often with families.",
        "The class is friendly, curious and keen to meet you.",
        "You will be a form tutor and take part in one club of your choice.",
    ),
    f.LEAD_PRACTITIONER: ("You will teach {s} for half of the week and coach colleagues for the other half.",),
    f.SECOND: ("You will lead {s} in Key Stage 3 and stand in for the head of department.",),
    f.TRAINEE: ("A paid year of training in two schools, with a mentor, leading to QTS.",),
    f.INSTRUMENTS: ("You will join our music department and teach pupils one at a time and in small groups.",),
    f.HEAD_OF_DEPARTMENT: (
        "You will lead a team of seven who teach {s} to everyone from Year 7 to Year 11.",
        "Results in {s} are strong, and the department is ready for a new idea.",
    ),
    f.HEAD_OF_YEAR: ("You will know two hundred young people by name, and lead their eight tutors.",),
    f.HEAD_OF_SIXTH_FORM: ("You will lead our 220 students after sixteen, and their applications to university.",),
    f.HEADTEACHER: ("The governors wish to appoint somebody to lead the school from September.",),
    f.HEAD_OF_SCHOOL: ("You will run the school day by day, with an executive beside you.",),
    f.EXECUTIVE_HEAD: ("You will lead three schools of the trust and their heads of school.",),
    f.DEPUTY: ("You will lead on teaching and deputise in the absence of the headteacher.",),
    f.ASSISTANT_HEAD: ("You will join the senior leadership team and look after behaviour and attendance.",),
    f.SENDCO: ("You will coordinate support for children with special educational needs and lead assistants.",),
    f.TA: (
        "You will help in class, read with children and run small groups.",
        "You will work beside the class teacher and get to know every child.",
        "Under the direction of the teacher you will help pupils to do things by themselves.",
    ),
    f.HLTA: ("You will teach whole classes while their teacher plans, and lead interventions.",),
    f.NURSERY_NURSE: ("You will be key person to eight children of two and three years.",),
    "cover supervisor": ("You will look after classes whose teacher is away, with work that has been set.",),
    "exam invigilator": ("You will sit with candidates in the hall in May and June, a few mornings a week.",),
    "exams officer": ("You will enter candidates, plan the timetable of examinations and train invigilators.",),
    "receptionist": ("You will welcome visitors, answer the telephone and look after the front desk.",),
    "administrator": ("You will keep registers, letters and the diary of a busy office.",),
    "business manager": ("You will look after budget, buildings and contracts, and advise the governors.",),
    "finance officer": ("You will order, pay and reconcile, and prepare the monthly report.",),
    "headteacher’s assistant": ("You will keep the diary of the headteacher and take minutes of meetings.",),
    "site manager": ("You will open and close the buildings, mend what is broken and keep everybody safe.",),
    "cleaner": ("You will clean classrooms and corridors after the children have gone home.",),
    "midday supervisor": ("You will be with the children in the dining hall and at play, from twelve until one.",),
    "cook": ("You will help to cook and serve four hundred fresh meals a day.",),
    "it technician": ("You will keep computers, screens and the network running, and help people who are stuck.",),
    "technician": ("You will prepare equipment for practical lessons, order materials and keep them safe.",),
    "librarian": ("You will choose books, run clubs and make the library the best room of the school.",),
    "pastoral worker": ("You will listen to pupils and families, and find help early.",),
    "safeguarding lead": ("You will lead on child protection and train the staff.",),
    "counsellor": ("You will see young people one at a time and keep confidence.",),
    "sports coach": ("You will run games at lunch and after lessons, and help in lessons of sport.",),
    "club worker": ("You will play, make toast and make mornings and afternoons calm.",),
    "driver": ("You will bring pupils to their placements safely.",),
    "learning mentor": ("You will help pupils whose behaviour gets in the way of learning.",),
}
TOPICS = {
    "sen": ("Experience with special educational needs or autism matters more than certificates.",),
    "pru": ("Our pupils have been out of mainstream schools; classes are of six to eight.",),
    "one to one": ("You will support one child with an education, health and care plan.",),
    "leads a subject": ("You will also lead a subject across the school.",),
    "phase leader": ("You will lead a team of five teachers and teach a class of your own.",),
}
#: Which class it is, where the title may not say.
CLASSES = ("The class you will teach is Year {y}.", "You will have a Year {y} class.")
AGES = {
    "reception": ("You will teach one of our two reception classes.", "Reception children learn through play here."),
    "nursery": ("Our nursery children learn through play, indoors and out.", "You will lead our nursery class."),
}
#: Requirements that name subjects and jobs the advert is not for.
REQUIREMENTS = {
    "teaching": (
        "You have qualified teacher status, or will have it by the start.",
        "You have QTS and know the national curriculum.",
        "A degree and QTS are needed; experience in a primary school or a secondary school is welcome.",
    ),
    "support": (
        "You need GCSE English and maths at grade 4 or above.",
        "A good standard of English and mathematics is needed.",
        "You have experience in a school, a nursery or with young people.",
        "GCSEs in English and mathematics are desirable; training as a teaching assistant is offered.",
    ),
}
IN_PASSING = (
    "You will report to the head of year and work with our SENCO.",
    "The headteacher will be glad to show you round; ring the receptionist to book.",
    "Two teaching assistants and a learning mentor work in this corridor.",
    "Our head of maths and our head of science have both been with us for over ten years.",
    "A third of our teachers work part time, leaders among them.",
    "The school choir sang with the music teacher at the cathedral last summer.",
    "We share a field with a nursery and a sixth form.",
    "Every early career teacher has a mentor; every teaching assistant a path to become a teacher.",
    "We run a forest school, a chess club, a drama club and French breakfasts.",
    "Our Year 6 pupils won the Peterborough science fair.",
    "Our PE hall, art room and physics laboratory are new this year.",
    "We teach all children from reception to Year 6 in one building.",
    "Our cover supervisor, librarian and site manager will help you to settle.",
    "The trust has schools in Peterborough, Stamford and Yaxley.",
    "You will not be asked to do maternity cover, duties at lunch or reports at the weekend.",
    "Our history is long: the school was founded in 1871.",
    "We do not offer visa sponsorship for this post.",
    "Ofsted wrote: “Pupils behave with great courtesy, and reading is at the heart of everything.”",
    "Geography field trips to the fens, visits to Catholic and Anglican churches and the mosque are part of the year.",
)
OFFERS = (
    "We offer a mentor, time to plan together and free parking.",
    "You will find good coffee, kind colleagues and two weeks off in October.",
    "You will have a laptop, a pension and a place in our nursery at cost.",
    "We offer real training, paid by us, and a next step when you want one.",
    "Visits are welcome: see us on an ordinary day.",
)
SCHOOL = (
    "{school} is a happy place with good results and a garden.",
    "{school} has grown from one class to three in ten years.",
    "At {school} we know each other, and we laugh a lot.",
    "{school} serves a part of the city where thirty languages are spoken.",
)
EARLY_CAREER = (
    "We welcome ECTs.",
    "Suitable for an early career teacher; NQTs of the last two years are welcome too.",
    "Newly qualified teachers are encouraged to apply.",
)
CATHOLIC = ("We are a Catholic school and pray together; you need not be Catholic, but you will support our mission.",)
CHURCH = ("As a Church of England school we meet for worship every day.",)
FLEXIBLE = {
    "part": ("Three days a week, to be agreed.", "Mornings only, term time.", "0.6 of full time, days negotiable."),
    "either": ("Full time or part time: tell us what suits you.",),
    "share": ("We would gladly appoint two people to share this job.",),
}
COVER = ("This is maternity cover until July.", "To cover a colleague’s parental leave for a year.")
VISA = ("We can sponsor a visa for the right teacher.",)

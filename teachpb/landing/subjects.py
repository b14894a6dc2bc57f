"""Pages by subject: a sentence or two about teaching it, here and now."""

from __future__ import annotations

from teachpb.landing.facts import CHECKS, DEGREE, EXTRA_PAY, MAIN_PAY
from teachpb.landing.page import CITY, Kind, LandingPage
from teachpb.vacancies.models import Subject

S = Subject
SHORTAGE = (
    "Schools all over England look for teachers of this subject. There are bursaries for training in many years, and room to "
    "choose where you work: visit more than one school."
)
#: Subject -> what is worth saying of it.
WORDS: dict[Subject, str] = {
    S.accounting: "Taught in sixth forms and colleges, often with business studies. Practice in the profession counts for much.",
    S.art_and_design: "From printmaking to photography. Ask to see the studio and how much of the week it is yours.",
    S.biology: "The science most pupils choose after 16. You will usually teach some chemistry and physics below that.",
    S.business_studies: "Popular at GCSE and in the sixth form, with the city’s employers a short walk away.",
    S.chemistry: "Practical work with a technician beside you, and most often some science for the younger years.",
    S.citizenship: "How the country works and how to disagree well. Often joined with PSHE, history or religious education.",
    S.classics: "Latin, Greek and the ancient world, in few schools and with devoted pupils; sometimes shared between schools.",
    S.computing: "Programming, data and how machines think. Specialists are rare and much wanted.",
    S.dance: "In studios, on stage and in performing arts departments, often together with PE or drama.",
    S.design_and_technology: "Wood, metal, textiles, food and computer-aided making. Ask about the workshop and the technician.",
    S.drama: "On the timetable and after it: the school production is yours too.",
    S.economics: "A sixth-form subject that grows. Most posts are joined with business studies or mathematics.",
    S.engineering: "Taught in technical colleges and some secondary schools, in a city that has built engines for a century.",
    S.english: "Every pupil, every year, to GCSE and beyond. In Peterborough many of them speak another language at home as well.",
    S.food_technology: "Cooking, nutrition and science in one. Usually part of design and technology.",
    S.french: "Most schools look for French with a second language. Native speakers train here too.",
    S.geography: "The fens, the river and a city that doubles in a lifetime: fieldwork begins at the gate.",
    S.german: "Fewer schools teach it, so one post may lead the language for a whole school or trust.",
    S.health_and_social_care: "Vocational courses from 14, with placements. Experience in nursing or care is welcome.",
    S.history: "With a Norman cathedral, Roman Durobrivae and Bronze Age Flag Fen within a bus ride.",
    S.humanities: "Geography, history and religious education together, mostly in the first years of secondary school.",
    S.ict: "Digital skills and vocational courses, usually beside computing.",
    S.languages: "Modern languages of any kind, in a city where pupils speak more than a hundred between them.",
    S.law: "A sixth-form and college subject, often joined with politics or sociology. Practice at the bar or in an office helps.",
    S.mandarin: "Taught in few schools, often with extra hours from the national Mandarin programme.",
    S.mathematics: "Every pupil to 16 and many beyond. The surest way to a post of your choice.",
    S.media_studies: "Film, news and the web, taken apart and made. Often within the English department.",
    S.music: "Classroom, choir, band and concert. Ask about instruments and instrumental teachers.",
    S.philosophy: "In the sixth form, mostly with religious education.",
    S.physical_education: "Lessons by day and fixtures after school; often with a second subject. Ferry Meadows does for rowing.",
    S.physics: "The specialists hardest to find in the country, and the warmest welcome.",
    S.politics: "In the sixth form, with history or sociology; elections make the best lessons.",
    S.pshe: "Health, relationships, money and work. Usually one part of a post, and led by somebody with a gift for it.",
    S.psychology: "Among the most chosen A levels. Posts are often joined with sociology or health and social care.",
    S.religious_education: "In every school and at GCSE, in a city of many faiths and of none.",
    S.science: "All three sciences to 14 or 16, with a specialism of your own above that.",
    S.social_sciences: "Sociology, psychology, politics: a post for somebody who can teach two of them.",
    S.sociology: "In sixth forms and many GCSE courses, often joined with psychology.",
    S.spanish: "The language that grows fastest in English schools, mostly with French beside it.",
    S.statistics: "A GCSE and A level beside mathematics, taught by mathematicians.",
}
SCENES = {
    S.art_and_design: "art",
    S.dance: "music",
    S.drama: "music",
    S.music: "music",
    S.physical_education: "sport",
    S.geography: "fens",
    S.history: "arches",
    S.biology: "lab",
    S.chemistry: "lab",
    S.physics: "lab",
    S.science: "lab",
    S.computing: "lab",
    S.english: "library",
}


def _page(subject: Subject) -> LandingPage:
    words = subject.label if subject in {S.ict, S.pshe} or subject in PROPER else subject.label.lower()
    return LandingPage(
        slug=f"{subject.value.replace('_', '-')}-teacher-jobs",
        kind=Kind.subject,
        name=subject.label,
        title=f"{words[:1].upper()}{words[1:]} teaching jobs in {CITY}",
        lead=WORDS[subject],
        text=(SHORTAGE,) if subject.is_shortage else (),
        facts=(MAIN_PAY, EXTRA_PAY, DEGREE, CHECKS),
        filters={"subject": [subject.value]},
        scene=SCENES.get(subject, "classroom"),
    )


#: Languages keep their capital.
PROPER = frozenset({S.english, S.french, S.german, S.mandarin, S.spanish})
SUBJECTS = tuple(_page(subject) for subject in Subject)

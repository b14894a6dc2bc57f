"""What the invented schools say of themselves, and what their adverts say."""

from __future__ import annotations

WELCOMES = (
    "Come on a Tuesday morning. You will hear the choir before you see the building, and somebody from Year 6 "
    "will take you round.",
    "We are a school that talks: about books, about mistakes, about what we will try next. New colleagues say "
    "they felt it in the first week.",
    "Our children bring thirty-one languages through the gate. We think that makes us rich.",
    "You will never plan alone here. Each year team sits down together for an afternoon every week, and it is "
    "in the timetable.",
    "The playing field ends where the fen begins. On clear days you see the cathedral twelve miles off, and so "
    "do the children.",
    "We are proud of our results, and prouder of the way the children treat each other.",
)
DESCRIPTIONS = (
    "We teach in small steps, check that everybody has understood, and go back without fuss when they have not. "
    "Behaviour is calm, because "
    "the rules are few and everybody keeps them.\n\nTeachers here have time. Reports are short, marking is "
    "light, and there is no "
    "performance grading of single lessons.",
    "Music, art and the garden are not extras here: every child learns an instrument and everyone grows "
    "something they can eat.\n\nWe work "
    "closely with the schools around us, so there is always somebody to ask.",
    "We are growing, and so there are real chances to lead early. Six of our middle leaders trained with "
    "us.\n\nOur building opened in the "
    "last ten years, with a laboratory that other schools borrow and a library that is never empty.",
)
WORK_FOR_US = (
    "Everyone who joins us has a mentor for the first year, whatever their job. We meet on Mondays and keep the "
    "other afternoons free.",
    "We say yes to flexible working when we can, and we usually can: a third of our teachers work part time, "
    "leaders among them.",
    "Visit before you apply. We would rather you saw an ordinary day than a tidy one.",
)
BENEFITS = (
    "- Two weeks at October half term\n- A laptop of your own\n- Free parking and secure cycle store\n- "
    "Teachers’ or local government pension\n- "
    "Planning time at home every second week",
    "- Three days of training a year that you choose yourself\n- Free breakfast club for staff children\n- "
    "Wellbeing day each year\n- Cycle to "
    "work scheme",
    "- A retention payment after three years\n- Health check and counselling line\n- Nursery place at cost\n- "
    "Staff choir, football and a very "
    "good coffee machine",
)
QUOTES = (
    (
        "I came for a year and have stayed for nine. Nobody ever made me feel that asking was a weakness.",
        "Science teacher",
    ),
    ("My mentor still has lunch with me on Fridays, and I have been qualified for three years.", "Year 2 teacher"),
    ("They rebuilt the timetable so that I could come back part time after my daughter was born.", "Head of English"),
    ("I started as a midday supervisor. Now I have my own class.", "Year 5 teacher"),
)
SKILLS = (
    "You teach clearly and listen well. You know your subject and want to know it better. You believe that "
    "every child can learn more than "
    "they think.\n\nWe would love to hear from people at any stage, also from those coming back after a break.",
    "You have qualified teacher status, or will have it by September. You plan with others, take feedback and "
    "give it kindly. Experience with "
    "children who speak English as an additional language helps, but you can learn it here.",
    "You are patient, reliable and good with people. Experience in a school helps; we train the right person.",
    "You have led a team or a project and can show what changed for children. You are calm when others are not.",
)
OFFERS = (
    "A school where people stay, a mentor, a lighter timetable in your first year, and colleagues who share "
    "what they make.\n\nYou are welcome "
    "to visit: ring the office and we will show you round.",
    "Time to do the job well: planning in teams, light marking, and leaders who stand in the corridor and not "
    "behind a desk.",
    "Training from the first day, paid by us, and a next step when you want one. Many of our leaders began in a "
    "role like this.",
)
STATEMENTS = (
    "I became a teacher because of one who would not give up on me. In my present school I lead reading across "
    "three classes, and last year "
    "every child in them moved on by at least two book bands. I plan in small steps, check often and change "
    "course when I have to.\n\nI visited "
    "your school in the autumn and saw children explaining their thinking to each other. I would like to be "
    "part of that.",
    "For six years I have taught in a large city school. I have written our units on fractions with a colleague "
    "and shared them with four "
    "other schools. What I look for now is a team that plans together.",
    "I am finishing my training year in two contrasting schools. My mentors say that I am calm and prepared; "
    "the children say that I am strict "
    "but funny. I am most proud of a boy who did not speak in September and read aloud to the class in May.",
)
GOVERNOR_TEXTS = (
    "The board meets in the library, with biscuits. This year it works on the budget after a fall in numbers, "
    "and on the new phonics programme. "
    "You would join the committee that looks after money and premises.",
    "Our trustees set the direction for nine schools. We look for somebody who knows how an organisation "
    "manages risk, and who asks the question "
    "nobody else asks.",
    "We want parents’ voices at the table. You would visit once a term, read the papers beforehand, and speak plainly.",
)
MOTIVATIONS = (
    "My children went to a school like yours. I have time now, and I know about budgets.",
    "I work in human resources at a hospital and would like to use what I know for children in the city.",
    "I moved here from Vilnius eight years ago. I would like the board to hear from families like mine.",
    "I am a structural engineer and my employer gives me two days a year for this.",
)

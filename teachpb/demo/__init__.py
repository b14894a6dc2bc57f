"""An invented city, so that the site can be tried: schools, people, jobs, boards and courses, none of them real."""

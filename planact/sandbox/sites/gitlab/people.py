"""Who works on the code-hosting site: people and groups."""

from __future__ import annotations

from dataclasses import dataclass

ACCOUNT = "rowan.estrada"
PASSWORD = "plumbline-7"


@dataclass(frozen=True)
class Person:
    """Somebody with an account.

    Attributes:
        name: The full name, as pages show it.
        job: What they do.
        location: Where they live.
        status: What the profile says about the moment; may be empty.
    """

    name: str
    job: str
    location: str
    status: str = ""

    @property
    def username(self) -> str:
        """The name in addresses, e.g. ``rowan.estrada``."""
        return self.name.lower().replace(" ", ".")


PEOPLE = (
    Person("Rowan Estrada", "Backend developer", "Lisvane", "Between two releases"),
    Person("Ilse Bramwell", "Maintainer of many small things", "Harlow Bay"),
    Person("Tobias Quayle", "Frontend developer", "Port Amsel", "On call until Friday"),
    Person("Anouk Ferreby", "Technical writer", "Saint Merrin"),
    Person("Desmond Okoye", "Site reliability engineer", "Tarnbridge"),
    Person("Marit Solvang", "Embedded developer", "Nordvik"),
    Person("Pilar Ocampo", "Designer", "Valdero", "Sketching"),
    Person("Cedric Mumford", "Release manager", "Colvale"),
    Person("Yara Haddadin", "Data engineer", "Qasrin"),
    Person("Lucian Petrescu", "Student of informatics", "Dealu Mare", "Exams in July"),
    Person("Hester Vane", "Accessibility tester", "Wexcombe"),
    Person("Bao Linh Tran", "Mobile developer", "Song Thanh"),
    Person("Giacomo Ferrante", "Security reviewer", "Montelupo"),
    Person("Orla Finnerty", "Community manager", "Kilbrack", "Planning the summer meeting"),
    Person("Stellan Hedlund", "Firmware developer", "Granvik"),
    Person("Priya Nambiar", "Machine knitting enthusiast", "Kollam Reach"),
    Person("Wendell Ashcombe", "Retired radio engineer", "Lower Thorpe"),
    Person("Zofia Wilczek", "Compiler tinkerer", "Brzozow"),
    Person("Mateo Larrondo", "Cartographer", "Puerto Calvo", "Out in the field"),
    Person("Kerstin Aumann", "Database administrator", "Oberried"),
    Person("Jonah Tilbury", "Test engineer", "Eastmere"),
    Person("Amara Diallo", "Translator", "Fatoula"),
    Person("Felix Rautenberg", "Hardware hacker", "Neustein"),
    Person("Noemi Castellan", "Stage technician", "Rovigna", "Opening night on Saturday"),
    Person("Sanjay Wickrama", "Amateur astronomer", "Galle Point"),
    Person("Brigid Holloway", "Cook who learned to code", "Ballinore"),
    Person("Emeka Nwosu", "Network engineer", "Umuahi"),
    Person("Tamsin Gorse", "Gardener and web developer", "Penhallow"),
)

GROUPS = {
    "Harbor Tools": "Software for small harbors and the people who keep them",
    "Greenhouse Collective": "Everything that helps things grow",
    "Paper Kite Labs": "Light tools for drawing, folding and writing",
    "Northern Trails": "Maps, huts and weather for long walks",
    "Quiet Radio": "Listening, without the noise around it",
    "Lantern Press": "From manuscript to printed page",
    "Common Kitchen": "Cooking together, with less waste",
    "Orbit Garden": "Amateur astronomy for cloudy countries",
    "Slow Machines": "Drivers for machines that take their time",
    "Tin Roof Theatre": "What happens behind the curtain",
}
"""Names of groups with their descriptions."""

MY_NAME = PEOPLE[0].name

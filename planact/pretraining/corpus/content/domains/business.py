"""What companies keep records of."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.domains.deeds import (
    APPROVE,
    ARCHIVE,
    DELETE,
    FOLLOW,
    KEEP,
    PRINT,
    REJECT,
)
from planact.pretraining.corpus.content.domains.domain import Deed, Domain
from planact.pretraining.corpus.content.domains.parts import HISTORY, ITEMS, PEOPLE
from planact.pretraining.corpus.content.facts import Fact
from planact.pretraining.corpus.content.properties import (
    ADDRESS,
    CITY,
    EMAIL_ADDRESS,
    PHONE_NUMBER,
    how_many,
    one_of,
    price,
    when,
    who,
)
from planact.pretraining.corpus.content.values import CODE, TERM, percent

CUSTOMERS = Domain(
    "customer",
    "customers",
    "group",
    ("Customers", "Clients", "Accounts", "Customer list"),
    names.person,
    (
        EMAIL_ADDRESS,
        PHONE_NUMBER,
        CITY,
        how_many("orders", high=80),
        Fact("balance", ("Balance", "Credit"), price(0, 4000).kind, ("How much credit has {x}?",)),
        one_of("status", ("Status", "State"), "Active", "Blocked", "New", "Inactive"),
        when("sign-up date", "Since", "Joined", "Signed up", questions=("When did {x} join?",)),
        one_of("tier", ("Tier", "Level", "Class"), "Basic", "Plus", "Premium"),
    ),
    (ARCHIVE, DELETE, Deed(("block {x}",), ("Block", "Lock account"))),
    (ITEMS, HISTORY),
)
ORDERS = Domain(
    "order",
    "orders",
    "branch",
    ("Orders", "Sales", "Purchases", "Order list"),
    names.code,
    (
        who("customer", "Customer", "Bought by", "Client", questions=("Who placed {x}?",)),
        Fact(
            "total",
            ("Total", "Amount", "Sum"),
            price(5, 3000).kind,
            ("How much was {x}?",),
            (("largest {one}", "{one} with the highest total"), ("smallest {one}",)),
            (("Total, highest first", "Largest"), ("Total, lowest first", "Smallest")),
        ),
        one_of("status", ("Status", "State"), "Pending", "Paid", "Shipped", "Canceled", "Returned"),
        when("date", "Date", "Ordered on", "Placed", questions=("When was {x} placed?",)),
        one_of("payment", ("Payment", "Paid by"), "Card", "Transfer", "Cash", "Voucher"),
        Fact("delivery address", ("Deliver to", "Ship to"), ADDRESS.kind),
    ),
    (APPROVE, REJECT, ARCHIVE, PRINT),
    (ITEMS, HISTORY),
)
INVOICES = Domain(
    "invoice",
    "invoices",
    "project",
    ("Invoices", "Bills", "Billing", "Payments"),
    lambda draw: f"{draw.one(('INV', 'R', 'B', 'F'))}-{draw.count(1000, 99999)}",
    (
        Fact("amount", ("Amount", "Total", "Sum due"), price(5, 5000).kind, ("How much is {x}?",)),
        when("due date", "Due", "Pay by", questions=("When must {x} be paid?",)),
        one_of("status", ("Status",), "Open", "Paid", "Overdue", "Draft"),
        who("recipient", "To", "Recipient", "Client"),
        Fact("tax rate", ("Tax", "VAT"), percent),
    ),
    (APPROVE, REJECT, ARCHIVE, PRINT),
    (ITEMS, HISTORY),
)
WORKERS = Domain(
    "employee",
    "employees",
    "department",
    ("Staff", "Employees", "People", "Directory"),
    names.person,
    (
        Fact("office", ("Office", "Room"), CODE, ("In which office does {x} sit?",)),
        EMAIL_ADDRESS,
        PHONE_NUMBER,
        who("manager", "Manager", "Reports to", questions=("Whom does {x} report to?",)),
        when("first day", "Since", "First day", questions=("Since when does {x} work here?",)),
        how_many("days off", "Days off", "Vacation left", high=40),
        one_of("role", ("Role", "Position"), "Engineer", "Clerk", "Designer", "Analyst", "Guard"),
    ),
    (FOLLOW, ARCHIVE),
    (HISTORY, ITEMS),
)
_TRADES = ("carver", "planner", "keeper", "mender", "tester", "trainer", "driver", "inspector")
JOBS = Domain(
    "job",
    "jobs",
    "field",
    ("Jobs", "Open positions", "Vacancies", "Find work"),
    lambda draw: names.capital(f"{draw.word('nouns')} {draw.one(_TRADES)}"),
    (
        who("employer", "Employer", "Company", kind=TERM, questions=("Who offers the job {x}?",)),
        CITY,
        Fact(
            "salary",
            ("Salary", "Pay", "Wage"),
            price(1200, 9000).kind,
            ("What does the job {x} pay?",),
            (("best paid {one}", "{one} with the highest salary"), ("worst paid {one}",)),
            (("Salary, highest first", "Best paid"), ("Salary, lowest first", "Lowest pay")),
        ),
        when("closing date", "Apply by", "Closes", "Deadline"),
        one_of("contract", ("Contract", "Type"), "Full-time", "Part-time", "Temporary"),
        how_many("applicants", high=200),
    ),
    (Deed(("apply for {x}",), ("Apply", "Apply now", "Send application")), KEEP),
    (HISTORY, PEOPLE),
)

"""Dates as an annotator writes them: EDTF, the Extended Date/Time Format."""

from models.dates.allen import Relation, order, relations
from models.dates.date import Bounds, Date
from models.dates.edtf import MONTHS, DateError, civil, ordinal

__all__ = [
    "MONTHS",
    "Bounds",
    "Date",
    "DateError",
    "Relation",
    "civil",
    "order",
    "ordinal",
    "relations",
]

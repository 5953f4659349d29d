"""The joint decrees (SKB) on holidays and cuti bersama, day by day as they were announced.

Typed from the announcements and not from the library, so that the two can be held against each other.
"""

from datetime import date, timedelta


def _days(year: int, told: str) -> frozenset[date]:
    """`1/1 10-11/4`: days and spans of days, each with its month."""
    found: set[date] = set()
    for word in told.split():
        days, _, month = word.partition("/")
        first, _, last = days.partition("-")
        begin = date(year, int(month), int(first))
        found |= {begin + timedelta(days=each) for each in range(int(last or first) - int(first) + 1)}
    return frozenset(found)


#: 855/2023, 3/2023, 4/2023 of 12 September 2023
NATIONAL_2024 = _days(2024, "1/1 8/2 10/2 11/3 29/3 31/3 10-11/4 1/5 9/5 23/5 1/6 17/6 7/7 17/8 16/9 25/12")
LEAVE_2024 = _days(2024, "9/2 12/3 8-9/4 12/4 15/4 10/5 24/5 18/6 26/12")
#: the two election days came later, by decrees of the President
ELECTIONS_2024 = _days(2024, "14/2 27/11")
#: 1017/2024, 2/2024, 2/2024 of 14 October 2024
NATIONAL_2025 = _days(2025, "1/1 27/1 29/1 29/3 31/3 1/4 18/4 20/4 1/5 12/5 29/5 1/6 6/6 27/6 17/8 5/9 25/12")
LEAVE_2025 = _days(2025, "28/1 28/3 2-4/4 7/4 13/5 30/5 9/6 26/12")
#: added by 933/2025, 1/2025, 3/2025 of 7 August 2025, eleven days before it
ADDED_2025 = _days(2025, "18/8")
#: 1497/2025, 2/2025, 5/2025 of 19 September 2025
NATIONAL_2026 = _days(2026, "1/1 16/1 17/2 19/3 21-22/3 3/4 5/4 1/5 14/5 27/5 31/5 1/6 16/6 17/8 25/8 25/12")
LEAVE_2026 = _days(2026, "16/2 18/3 20/3 23-24/3 15/5 28/5 24/12")
#: 1205/2026, 3/2026, 2/2026 of 15 September 2026
NATIONAL_2027 = _days(
    2027, "1/1 5/1 6/2 8/3 10-11/3 26/3 28/3 1/5 6/5 17/5 20/5 1/6 6/6 15/8 17/8 25/12 26/12"
)
LEAVE_2027 = _days(2027, "5/2 9/3 12/3 15/3 25/3 18-19/5 24/12")

#: year → every day off
DECREED = {
    2024: NATIONAL_2024 | LEAVE_2024 | ELECTIONS_2024,
    2025: NATIONAL_2025 | LEAVE_2025 | ADDED_2025,
    2026: NATIONAL_2026 | LEAVE_2026,
    2027: NATIONAL_2027 | LEAVE_2027,
}

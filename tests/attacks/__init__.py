"""The attacks: for each invariant of design/privacy.md, section 8, what somebody would try, on SQLite and PostgreSQL.

Each number stands in the names of its tests, `test_9_…`; `test_map.py` holds this list to what is there.

 1  a contribution has four columns, and nothing orders it by time      test_tables
 2  nothing but the close reads a seal                                  test_tables
 3  a team's number is published once, for good                         test_tables
 4  a level lies on the grid; too few give none                         test_numbers
 5  the lead's own value never counts                                   test_numbers
 6  one answer moves no outcome's chance by more than e^(d/b)           test_numbers
 7  no outcome rules out any answer                                     test_numbers
 8  every reason for "no number" looks the same                         test_silence
 9  before the close nobody sees whether anybody has answered           test_silence
10  an answer's status, size and body tell nothing of it                test_silence
11  after the close neither tags nor the key are on the disk            test_traces
12  a dump without the key is no better than a guess                    test_traces
13  the order of rows is not the order of people                        test_tables
14  no value and no note is in a log, an error or the database          test_traces
15  nobody gets below the floor, and only half of the list changes it   test_terms
16  the organisation's page is made of published numbers alone          test_workplace
17  one among five invented people gets no number at first              test_terms
18  a year of numbers tells little of who is worst off                  test_a_year
19  what is pushed, and when, depends on no answer                      test_reminders
20  an old dump without its key publishes nothing                       test_traces
21  what a phone sends is a number, a period, ciphertext, a reminder    tests/browser/test_offline_checkin

Beside them `test_outsiders`, `test_who_asked` and others attack what came later: calendars, push services, asking for five minutes.
"""

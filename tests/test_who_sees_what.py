"""Every address there is, tried by a stranger and by each of the cast. A route that is missing from the table fails.

What somebody may not see is not there: 404, not 403. A page asks a stranger to sign in (303), an address for programs says 401.
`=` stands for what the column before it says.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ladeapp.db import db
from tests.cast import ADMIN, ANNA, LEAD, OTHER, SAFETY, SUPPORTER, UNION, Member
from tests.conftest import PhoneOf
from tests.ground import Ground, ways
from tests.ground import ground as ground
from tests.periods import seventh as seventh
from tests.periods import world as world

PEOPLE: dict[str, Member | None] = {
    "stranger": None,
    "ANNA": ANNA,
    "LEAD": LEAD,
    "SAFETY": SAFETY,
    "UNION": UNION,
    "ADMIN": ADMIN,
    "SUPPORTER": SUPPORTER,
    "OTHER": OTHER,
}

TABLE = """
                                                                           stranger ANNA LEAD SAFETY UNION ADMIN SUPPORTER OTHER
GET    /                                                                   200      =    =    =      =     =     =         =
GET    /accords                                                            303      200  =    =      =     =     =         =
GET    /accords/<uuid:accord_id>                                           303      200  =    =      =     =     =         =
POST   /accords/<uuid:accord_id>/refusal                                   303      404  =    303    404   =     =         =
POST   /accords/<uuid:accord_id>/signature                                 303      404  =    303    404   =     =         =
POST   /accords/<uuid:accord_id>/withdrawal                                303      404  =    303    404   =     =         =
GET    /accords/new/<subject_key>                                          303      404  200  =      =     =     404       =
POST   /accords/new/<subject_key>                                          303      404  303  =      =     =     404       =
DELETE /api/contributions/<period_id>                                      401      204  403  204    =     =     =         =
PUT    /api/contributions/<period_id>                                      401      204  403  204    =     =     =         =
POST   /api/incidents                                                      401      204  =    =      =     =     =         =
GET    /api/incidents/words                                                401      200  =    =      =     =     =         =
DELETE /api/link                                                           401      204  =    =      =     =     =         =
GET    /api/link                                                           401      404  =    =      =     =     =         =
PUT    /api/link                                                           401      403  =    =      =     =     =         =
POST   /api/link/key                                                       401      409  =    =      =     =     =         =
POST   /api/link/offer                                                     401      409  =    =      =     =     =         =
POST   /api/link/reply                                                     401      409  =    =      =     =     =         =
GET    /api/me                                                             401      200  =    =      =     =     =         =
GET    /api/pairing                                                        401      200  =    =      =     =     =         =
GET    /api/programme                                                      401      200  =    =      =     =     =         =
GET    /api/programme/films/<uuid:film_id>                                 401      200  =    =      =     =     =         =
GET    /api/programme/films/<uuid:film_id>/captions                        401      200  =    =      =     =     =         =
DELETE /api/push-subscriptions                                             401      204  =    =      =     =     =         =
POST   /api/push-subscriptions                                             401      201  =    =      =     =     =         =
POST   /api/push-subscriptions/test                                        401      202  =    =      =     =     =         =
GET    /api/reminders                                                      401      200  =    =      =     =     =         =
PUT    /api/reminders                                                      401      204  =    =      =     =     =         =
POST   /api/reminders/offers                                               401      204  =    =      =     =     =         =
POST   /api/reminders/<uuid:delivery_id>/handled                           401      204  =    =      =     =     =         =
GET    /api/session                                                        401      200  =    =      =     =     =         =
GET    /api/shifts                                                         401      200  =    =      =     =     =         =
DELETE /api/suggestion                                                     401      200  =    =      =     =     =         =
GET    /api/suggestion                                                     401      200  =    =      =     =     =         =
PUT    /api/suggestion                                                     401      200  =    =      =     =     =         =
GET    /api/survey                                                         401      200  =    =      =     =     =         =
GET    /api/stations/offers                                                401      200  =    =      =     =     =         =
GET    /api/stations/<uuid:station_id>                                     401      200  404  =      =     =     =         =
GET    /api/stations/<uuid:station_id>/events                              401      200  404  =      =     =     =         =
POST   /api/stations/<uuid:station_id>/moves                               401      200  404  =      =     =     =         =
GET    /api/vault                                                          401      404  =    =      =     =     =         =
PUT    /api/vault                                                          401      204  =    =      =     =     =         =
GET    /api/vault-keys                                                     401      200  =    =      =     =     =         =
PUT    /api/vault-keys                                                     401      204  =    =      =     =     =         =
GET    /calendar                                                           303      200  =    =      =     =     =         =
GET    /calendar/<secret>.ics                                              200      =    =    =      =     =     =         =
POST   /calendar/address                                                   303      =    =    =      =     =     =         =
POST   /calendar/address/end                                               303      =    =    =      =     =     =         =
GET    /check-in                                                           200      =    =    =      =     =     =         =
GET    /crafting                                                           200      =    =    =      =     =     =         =
GET    /crafting/box                                                       303      404  200  =      =     404   =         =
GET    /crafting/experiment                                                200      =    =    =      =     =     =         =
GET    /crafting/paper                                                     200      =    =    =      =     =     =         =
GET    /crafting/suggestion                                                200      =    =    =      =     =     =         =
POST   /api/gather/<round_code>/answers                                    204      =    =    =      =     =     =         =
DELETE /api/gatherings/<series>/<slug>                                     401      204  =    =      =     =     =         =
PUT    /api/gatherings/<series>/<slug>                                     401      200  =    =      =     =     =         =
POST   /api/gatherings/<series>/<slug>/end                                 401      200  =    =      =     =     =         =
PUT    /api/team-card                                                      401      200  =    =      =     =     =         =
GET    /effect/change                                                      303      200  =    =      =     =     =         =
GET    /effect/export                                                      303      404  200  =      =     =     404       =
GET    /effect/scenario                                                    303      200  =    =      =     =     =         =
GET    /gather                                                             200      =    =    =      =     =     =         =
GET    /gather/<round_code>                                                200      =    =    =      =     =     =         =
GET    /learn/<series>/<slug>/meeting                                      303      200  =    =      =     =     =         =
GET    /learn/<series>/<slug>/meeting/sheet                                303      200  =    =      =     =     =         =
GET    /survey                                                             200      =    =    =      =     =     =         =
GET    /team/card                                                          303      200  =    =      =     =     =         =
GET    /team/card/edit                                                     303      200  =    =      =     =     =         =
POST   /team/card/edit                                                     303      =    =    =      =     =     =         =
GET    /effect                                                             303      200  =    =      =     =     =         =
GET    /effect/waves/new                                                   303      404  200  =      =     404   =         =
POST   /effect/waves/new                                                   303      404  422  =      =     404   =         =
POST   /effect/waves/<uuid:wave_id>/signature                              303      404  =    303    404   =     =         =
POST   /effect/waves/<uuid:wave_id>/withdrawal                             303      404  303  =      =     404   =         =
GET    /healthz                                                            200      =    =    =      =     =     =         =
GET    /help                                                               200      =    =    =      =     =     =         =
GET    /how                                                                200      =    =    =      =     =     =         =
GET    /incidents                                                          200      =    =    =      =     =     =         =
GET    /incidents/<uuid:incident_id>                                       303      404  200  =      =     404   =         =
POST   /incidents/<uuid:incident_id>/leader                                303      404  303  =      =     404   =         =
POST   /incidents/<uuid:incident_id>/steps                                 303      404  303  404    =     =     =         =
POST   /incidents/<uuid:incident_id>/termination                           303      404  303  404    =     =     =         =
POST   /incidents/<uuid:incident_id>/termination/end                       303      404  303  404    =     =     =         =
GET    /incidents/register                                                 303      404  200  =      =     404   =         =
GET    /incidents/sheets/<audience>                                        303      200  =    =      =     =     =         =
GET    /incidents/wording                                                  303      404  200  =      =     404   =         =
GET    /incidents/wording/<point>                                          303      404  200  =      =     404   =         =
POST   /incidents/wording/<point>                                          303      404  303  =      =     404   =         =
GET    /install                                                            200      =    =    =      =     =     =         =
GET    /learn                                                              200      =    =    =      =     =     =         =
GET    /learn/<any(charging,leadership):series>/<slug>                     200      =    =    =      =     =     =         =
GET    /join                                                               200      =    =    =      =     =     =         =
POST   /join                                                               303      =    =    =      =     =     =         =
GET    /join/<code>                                                        200      =    =    =      =     =     =         =
POST   /join/<code>                                                        303      =    =    =      =     =     =         =
GET    /learn/films                                                        303      404  200  =      =     =     404       =
POST   /learn/films                                                        303      404  422  =      =     =     404       =
POST   /learn/films/<uuid:film_id>/removal                                 303      404  303  =      =     =     404       =
GET    /learn/plan                                                         303      200  =    =      =     =     =         =
GET    /learn/plan/change                                                  303      404  200  =      =     404   =         =
POST   /learn/plan/end                                                     303      404  303  =      =     404   =         =
POST   /learn/plan/moves                                                   303      404  303  =      =     404   =         =
POST   /learn/plan/proposal                                                303      404  303  =      =     404   =         =
POST   /learn/plan/removal                                                 303      404  303  =      =     404   =         =
POST   /learn/plan/steps                                                   303      404  303  =      =     404   =         =
GET    /link                                                               200      =    =    =      =     =     =         =
GET    /manifest.webmanifest                                               200      =    =    =      =     =     =         =
GET    /me                                                                 200      =    =    =      =     =     =         =
GET    /me/about                                                           200      =    =    =      =     =     =         =
GET    /me/about/ladeapp.sha256                                            200      =    =    =      =     =     =         =
GET    /me/data                                                            303      200  =    =      =     =     =         =
GET    /me/data/erasure                                                    303      =    =    =      =     =     =         =
POST   /me/data/erasure                                                    303      =    =    =      =     =     =         =
POST   /me/data/leaving                                                    303      =    =    =      =     =     =         =
POST   /me/data/other-phones                                               303      =    =    =      =     =     =         =
GET    /me/mail                                                            303      404  =    =      =     =     =         =
POST   /me/mail                                                            303      404  =    =      =     =     =         =
POST   /me/mail/off                                                        303      404  =    =      =     =     =         =
GET    /mail/confirm/<signature>                                           404      =    =    =      =     =     =         =
POST   /mail/confirm/<signature>                                           404      =    =    =      =     =     =         =
GET    /mail/stop/<signature>                                              404      =    =    =      =     =     =         =
POST   /mail/stop/<signature>                                              404      =    =    =      =     =     =         =
GET    /metrics                                                            200      =    =    =      =     =     =         =
GET    /me/diary                                                           200      =    =    =      =     =     =         =
GET    /me/language                                                        200      =    =    =      =     =     =         =
POST   /me/language                                                        303      =    =    =      =     =     =         =
GET    /me/link                                                            303      =    =    =      =     =     =         =
GET    /me/notices                                                         303      200  =    =      =     =     =         =
POST   /me/notices/<uuid:notice_id>/told                                   303      =    =    =      =     =     =         =
GET    /me/password                                                        303      =    =    =      =     =     =         =
POST   /me/password                                                        303      =    =    =      =     =     =         =
GET    /me/phone                                                           303      200  =    =      =     =     =         =
POST   /me/phone/shared                                                    303      =    =    =      =     =     =         =
GET    /me/scales                                                          200      =    =    =      =     =     =         =
GET    /me/recovery                                                        303      =    =    =      =     =     =         =
POST   /me/reset/cancellation                                              303      =    =    =      =     =     =         =
GET    /offline                                                            200      =    =    =      =     =     =         =
GET    /pairings                                                           303      200  =    =      =     =     =         =
GET    /pairings/<uuid:ask_id>                                             303      302  404  200    =     404   =         =
POST   /pairings/<uuid:ask_id>/acceptance                                  303      =    409  303    =     409   =         =
POST   /pairings/asks                                                      303      =    =    =      =     =     =         =
POST   /pairings/blocks                                                    303      422  =    =      =     =     =         =
POST   /pairings/blocks/end                                                303      =    =    =      =     =     =         =
GET    /pairings/choices                                                   303      200  =    =      =     =     =         =
POST   /pairings/choices                                                   303      =    =    =      =     =     =         =
GET    /pairings/unanswered                                                303      200  =    =      =     =     =         =
POST   /pairings/willingness                                               303      =    =    =      =     =     =         =
POST   /pairings/willingness/end                                           303      =    =    =      =     =     =         =
POST   /pairings/withdrawal                                                303      =    =    =      =     =     =         =
GET    /readyz                                                             200      =    =    =      =     =     =         =
GET    /reminders                                                          303      200  =    =      =     =     =         =
POST   /reminders                                                          303      =    =    =      =     =     =         =
GET    /reminders/choices                                                  303      200  =    =      =     =     =         =
POST   /reminders/choices                                                  303      =    =    =      =     =     =         =
POST   /reminders/end                                                      303      =    =    =      =     =     =         =
POST   /reminders/offers                                                   303      =    =    =      =     =     =         =
POST   /reminders/offers/end                                               303      =    =    =      =     =     =         =
POST   /reminders/pause                                                    303      =    =    =      =     =     =         =
POST   /reminders/pause/end                                                303      =    =    =      =     =     =         =
GET    /rounds                                                             303      200  =    =      =     =     =         =
POST   /rounds/<uuid:round_id>/joining                                     303      =    =    =      =     =     =         =
POST   /rounds/<uuid:round_id>/joining/end                                 303      =    =    =      =     =     =         =
GET    /rounds/choices                                                     303      200  =    =      =     =     =         =
POST   /rounds/choices                                                     303      =    =    =      =     =     =         =
POST   /rounds/meetings/<uuid:meeting_id>/agreement                        303      =    404  =      =     =     =         =
POST   /rounds/meetings/<uuid:meeting_id>/continuation                     303      404  =    =      =     =     =         =
POST   /rounds/meetings/<uuid:meeting_id>/met                              303      =    404  =      =     =     =         =
POST   /rounds/meetings/<uuid:meeting_id>/no-show                          303      =    404  =      =     =     =         =
POST   /rounds/meetings/<uuid:meeting_id>/station                          303      404  =    =      =     =     =         =
POST   /rounds/meetings/<uuid:meeting_id>/time                             303      404  =    =      =     =     =         =
POST   /rounds/meetings/<uuid:meeting_id>/withdrawal                       303      404  =    =      =     =     =         =
POST   /rounds/pair/end                                                    303      =    =    =      =     =     =         =
POST   /rounds/pause                                                       303      =    =    =      =     =     =         =
POST   /rounds/pause/end                                                   303      =    =    =      =     =     =         =
GET    /setup/<code>                                                       200      =    =    =      =     =     =         =
POST   /setup/<code>                                                       303      =    =    =      =     =     =         =
GET    /shifts                                                             303      200  =    =      =     =     =         =
GET    /shifts/away                                                        303      200  =    =      =     =     =         =
POST   /shifts/away                                                        303      =    =    =      =     =     =         =
POST   /shifts/away/<day>/end                                              303      =    =    =      =     =     =         =
GET    /shifts/calendar                                                    303      200  =    =      =     =     =         =
POST   /shifts/calendar                                                    303      =    =    =      =     =     =         =
POST   /shifts/calendar/again                                              303      =    =    =      =     =     =         =
POST   /shifts/calendar/end                                                303      =    =    =      =     =     =         =
POST   /shifts/clear                                                       303      =    =    =      =     =     =         =
GET    /shifts/days/<day>                                                  303      200  =    =      =     =     =         =
POST   /shifts/days/<day>                                                  303      =    =    =      =     =     =         =
GET    /shifts/rotation                                                    303      200  =    =      =     =     =         =
POST   /shifts/rotation                                                    303      =    =    =      =     =     =         =
GET    /shifts/zone                                                        303      200  =    =      =     =     =         =
POST   /shifts/zone                                                        303      =    =    =      =     =     =         =
GET    /sign-in                                                            200      =    =    =      =     =     =         =
POST   /sign-in                                                            422      =    =    =      =     =     =         =
GET    /sign-in/anew                                                       303      200  =    =      =     =     =         =
POST   /sign-in/anew                                                       303      =    =    =      =     =     =         =
GET    /sign-in/code                                                       200      =    =    =      =     =     =         =
POST   /sign-in/code                                                       422      =    =    =      =     =     =         =
GET    /sign-in/forgotten                                                  200      =    =    =      =     =     =         =
POST   /sign-in/forgotten                                                  422      =    =    =      =     =     =         =
GET    /sign-out                                                           303      200  =    =      =     =     =         =
POST   /sign-out                                                           303      =    =    =      =     =     =         =
GET    /stations                                                           200      =    =    =      =     =     =         =
POST   /stations                                                           303      =    =    =      =     =     =         =
GET    /stations/<uuid:station_id>                                         303      200  404  =      =     =     =         =
GET    /stations/here                                                      200      =    =    =      =     =     =         =
GET    /stations/join                                                      303      200  =    =      =     =     =         =
POST   /stations/join                                                      303      =    =    =      =     =     =         =
GET    /stations/join/<code>                                               303      200  =    =      =     =     =         =
GET    /sw.js                                                              200      =    =    =      =     =     =         =
GET    /team                                                               303      200  =    =      =     =     =         =
GET    /team/<int:team_id>                                                 303      200  =    =      =     404   =         =
POST   /team/<int:team_id>/confirmation                                    303      404  =    303    =     404   =         =
GET    /team/<int:team_id>/lead-view                                       303      200  =    =      =     404   =         =
GET    /team/<int:team_id>/roster                                          303      404  =    200    =     404   =         =
GET    /team/<int:team_id>/terms                                           303      200  404  200    =     404   =         =
POST   /team/<int:team_id>/terms                                           303      =    404  303    =     404   =         =
GET    /team/answer                                                        303      =    =    =      =     =     =         =
POST   /team/answer                                                        303      =    =    =      =     =     =         =
GET    /team/cards                                                         303      200  =    =      =     =     =         =
GET    /team/lead-view                                                     303      200  =    =      =     =     =         =
GET    /team/workplace                                                     303      200  =    =      =     =     =         =
GET    /work                                                               303      404  200  =    =      404   =         =
POST   /work                                                               303      404  303  =    =      404   =         =
GET    /work/discussion                                                    303      404  200  =    =      404   =         =
POST   /work/discussion                                                    303      404  422  =    =      404   =         =
GET    /work/measures                                                      303      404  200  =    =      404   =         =
GET    /work/measures.csv                                                  303      404  200  =    =      404   =         =
GET    /work/measures.xlsx                                                 303      404  200  =    =      404   =         =
GET    /work/measures/<uuid:measure_id>                                    303      404  200  =    =      404   =         =
POST   /work/measures/<uuid:measure_id>                                    303      404  303  =    =      404   =         =
POST   /work/measures/<uuid:measure_id>/publication                        303      404  303  =    =      404   =         =
POST   /work/measures/<uuid:measure_id>/publication/end                    303      404  303  =    =      404   =         =
GET    /work/measures/new                                                  303      404  200  =    =      404   =         =
POST   /work/measures/new                                                  303      404  422  =    =      404   =         =
GET    /work/meetings                                                      303      404  200  =    =      404   =         =
POST   /work/meetings                                                      303      404  303  =    =      404   =         =
GET    /work/meetings/<uuid:record_id>                                     303      404  200  =    =      404   =         =
POST   /work/meetings/<uuid:record_id>                                     303      404  303  =    =      404   =         =
GET    /work/meetings/<uuid:record_id>.ics                                 303      404  200  =    =      404   =         =
POST   /work/meetings/<uuid:record_id>/decisions/<int:number>              303      404  303  =    =      404   =         =
GET    /work/pack                                                          303      404  200  =    =      404   =         =
GET    /work/pack.pdf                                                      303      404  200  =    =      404   =         =
GET    /work/papers                                                        303      200  =    =    =      =     =         =
GET    /work/papers/<draft>/<lang>                                         303      200  =    =    =      =     =         =
GET    /work/papers/<draft>/<lang>.md                                      303      404  200  =    =      =     404       =
GET    /work/papers/<draft>/<lang>.pdf                                     303      404  200  =    =      =     404       =
GET    /work/phases/<key>                                                  303      404  200  =    =      404   =         =
POST   /work/phases/<key>                                                  303      404  303  =    =      404   =         =
POST   /work/phases/<key>/state                                            303      404  303  =    =      404   =         =
GET    /work/published                                                     303      200  =    =    =      =     =         =
POST   /work/records/<uuid:record_id>/addenda                              303      404  303  =    =      404   =         =
POST   /work/records/<uuid:record_id>/signature                            303      404  =    303    404   =     =         =
GET    /work/risks/<uuid:risk_id>                                          303      404  200  =    =      404   =         =
POST   /work/risks/<uuid:risk_id>                                          303      404  303  =    =      404   =         =
POST   /work/risks/<uuid:risk_id>/closure                                  303      404  303  =    =      404   =         =
POST   /work/risks/<uuid:risk_id>/closure/end                              303      404  303  =    =      404   =         =
POST   /work/risks/<uuid:risk_id>/removal                                  303      404  303  =    =      404   =         =
GET    /work/risks/new                                                     303      404  200  =    =      404   =         =
POST   /work/risks/new                                                     303      404  422  =    =      404   =         =
POST   /work/rounds                                                        303      404  303  =    =      404   =         =
GET    /work/rounds/<int:which>                                            303      404  200  =    =      404   =         =
GET    /work/suggestions                                                   303      404  200  =    =      404   =         =
POST   /work/suggestions/<delivered>/<int:number>/answer                   303      404  303  =    =      404   =         =
POST   /work/suggestions/<delivered>/<int:number>/answer/end               303      404  303  =    =      404   =         =
POST   /work/suggestions/<delivered>/<int:number>/keeping                  303      404  303  =    =      404   =         =
POST   /work/suggestions/<delivered>/<int:number>/keeping/end              303      404  303  =    =      404   =         =
POST   /work/suggestions/<delivered>/<int:number>/measure                  303      404  303  =    =      404   =         =
GET    /work/year                                                          303      404  200  =    =      404   =         =
POST   /work/year/<point_key>/tick                                         303      404  303  =    =      404   =         =
POST   /work/year/<point_key>/tick/end                                     303      404  303  =    =      404   =         =
GET    /workplace                                                          303      404  =    =      =     200   404       =
POST   /workplace                                                          303      404  =    =      =     303   404       =
POST   /workplace/invitations/<uuid:invitation_id>/revocation              303      404  =    =      =     303   404       =
GET    /workplace/people                                                   303      404  =    =      =     200   404       =
GET    /workplace/people/<int:person_id>                                   303      404  =    =      =     200   404       =
GET    /workplace/people/<int:person_id>/reset                             303      404  =    =      =     200   404       =
POST   /workplace/people/<int:person_id>/reset                             303      404  =    =      =     200   404       =
POST   /workplace/people/<int:person_id>/roles                             303      404  =    =      =     303   404       =
POST   /workplace/people/<int:person_id>/roles/<int:grant_id>/revocation   303      404  =    =      =     303   404       =
POST   /workplace/people/<int:person_id>/team                              303      404  =    =      =     303   404       =
POST   /workplace/people/<int:person_id>/termination                       303      404  =    =      =     303   404       =
GET    /workplace/rounds                                                   303      404  =    =      =     200   404       =
POST   /workplace/rounds                                                   303      404  =    =      =     303   404       =
GET    /workplace/stations                                                 303      404  =    =      =     200   404       =
POST   /workplace/stations                                                 303      404  =    =      =     303   404       =
GET    /workplace/support                                                  303      404  =    200    =     =     404       =
POST   /workplace/support                                                  303      404  =    =      =     303   404       =
GET    /workplace/teams/<int:team_id>                                      303      404  =    =      =     200   404       =
POST   /workplace/teams/<int:team_id>/invitations                          303      404  =    =      =     200   404       =
GET    /workplace/units/<int:unit_id>                                      303      404  =    =      =     200   404       =
POST   /workplace/units/<int:unit_id>                                      303      404  =    =      =     303   404       =
"""

JOINING = {"name": "Nora", "login": "nora", "password": "tre troll under brua"}
HOURS = {f"{kind}_{end}": at for kind, told in (("day", "07:00-15:00"), ("evening", "14:30-22:00"), ("night", "21:30-07:30"))
         for end, at in zip(("from", "to"), told.split("-"), strict=True)}  # fmt: skip
VAULT = {"data": bytes(65536), "content_type": "application/octet-stream", "headers": {"If-None-Match": "*"}}
POINT = ec.derive_private_key(7, ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
BROWSER = {"p256dh": urlsafe_b64encode(POINT).decode().rstrip("="), "auth": "A" * 22}

# What is sent with whatever changes something: plausible, as the app's own pages send it.
NOTHING_WRITTEN = "2e38e77b22c314a4"  # of a team card
SENT: dict[str, dict[str, object]] = {
    "PUT /api/contributions/<period_id>": {"json": {"value": 7}},
    "PUT /api/suggestion": {"json": {"words": "Kan vi samle telefonene til faste tider?"}},
    "PUT /api/vault": VAULT,
    "PUT /api/vault-keys": {"json": {"kind": "recovery", "wrapped": "A" * 64, "salt": "A" * 32, "proof": "A" * 43}},
    "PUT /api/link": {"json": {"tag": "A" * 22, "offer": "A" * 43}},
    "POST /api/link/offer": {"json": {"tag": "A" * 22, "offer": "A" * 87}},
    "POST /api/link/reply": {"json": {"tag": "A" * 22, "reply": "A" * 87}},
    "POST /api/link/key": {"json": {"tag": "A" * 22, "wrapped": "A" * 80}},
    "POST /api/push-subscriptions": {"json": {"endpoint": "https://fcm.googleapis.com/fcm/send/x", "keys": BROWSER}},
    "DELETE /api/push-subscriptions": {"json": {"endpoint": "https://fcm.googleapis.com/fcm/send/x"}},
    "POST /api/stations/<uuid:station_id>/moves": {"json": {"move": "ready", "step": 0}},
    "POST /accords/new/<subject_key>": {"data": {"value": "Tallet brukes på personalmøtet, og ikke til noe annet."}},
    "POST /accords/<uuid:accord_id>/signature": {"data": {"role": "safety_rep"}},
    "POST /effect/waves/<uuid:wave_id>/signature": {"data": {"role": "safety_rep"}},
    "POST /accords/<uuid:accord_id>/refusal": {"data": {"role": "safety_rep", "reason": ""}},
    "POST /api/gather/<round_code>/answers": {"json": {"token": "0" * 32, "option": 1}},
    "PUT /api/team-card": {"json": {"lines": ["Vi spør", "", "", "", ""], "seen": NOTHING_WRITTEN}},
    "POST /team/card/edit": {"data": {"line": ["Vi spør", "", "", "", ""], "seen": NOTHING_WRITTEN}},
    "POST /join": {"data": {"code": "{typed}"}},
    "POST /stations": {"data": {"protocol": "two-10"}},
    "POST /stations/join": {"data": {"code": "{words}"}},
    "POST /join/<code>": {"data": JOINING},
    "POST /setup/<code>": {"data": {**JOINING, "workplace_name": "Ny", "slug": "ny"}},
    "POST /shifts/rotation": {"data": {"pattern": "dddeeoo", "weeks": "1", "first": "{monday}", **HOURS}},
    "POST /shifts/away": {"data": {"first": "{day}", "last": ""}},
    "POST /shifts/calendar": {"data": {"link": "webcal://turnus.fjordvik.kommune.no/anna.ics"}},
    "POST /shifts/zone": {"data": {"zone": "Atlantic/Reykjavik"}},
    "POST /shifts/days/<day>": {"data": {"what": "own", "start": "10:00", "end": "14:00"}},
    "POST /sign-in": {"data": {"name": "anna@fjordvik", "password": "ikke dette passordet"}},
    "POST /sign-in/anew": {"data": {"password": "en rolig kveld i mars"}},
    "POST /sign-in/forgotten": {"data": {"name": "anna@fjordvik", "proof": "A" * 43, "password": "tre troll under brua"}},
    "POST /sign-in/code": {"data": {"name": "anna@fjordvik", "code": "A" * 20, "password": "tre troll under brua"}},
    "POST /pairings/choices": {"data": {"helps_max": "3"}},
    "POST /me/language": {"data": {"language": "nn"}},
    "POST /rounds/choices": {"data": {"profession": "nurse", "wish": "other"}},
    "POST /api/incidents": {"json": {"day": "{day}"}},
    "POST /incidents/<uuid:incident_id>/termination": {"data": {"outcome": "done"}},
    "POST /incidents/<uuid:incident_id>/leader": {"data": {"led_by": "lead"}},
    "POST /incidents/<uuid:incident_id>/steps": {"data": {"done": "safe"}},
    "POST /incidents/wording/<point>": {"data": {"text": "Ring vaktleder, og bli der."}},
    "PUT /api/reminders": {"json": {"per_week": 2}},
    "POST /reminders/choices": {"data": {"per_week": "2", "after_shift": "y", "after_minutes": "10", "weekly_day": ""}},
    "POST /reminders/pause": {"data": {"length": "week"}},
    "POST /rounds/pause": {"data": {"until": "2026-12-24"}},
    "POST /workplace/rounds": {"data": {"weeks": "1"}},
    "POST /learn/plan/proposal": {"data": {"week": "2026-W53"}},
    "POST /learn/plan/steps": {"data": {"item": "charging/peer-support", "week": "2026-W53"}},
    "POST /learn/plan/moves": {"data": {"item": "charging/peer-support", "way": "up"}},
    "POST /learn/plan/removal": {"data": {"item": "charging/peer-support"}},
    "POST /team/answer": {"data": {"period": "2026-P07", "value": "07"}},
    "POST /team/<int:team_id>/terms": {"data": {"terms": "standard-6"}},
    "POST /team/<int:team_id>/confirmation": {"data": {"period": "2026-P08", "list": "0" * 64}},
    "POST /work/measures/<uuid:measure_id>/publication": {"data": {"text": "To på natt fra mandag."}},
    "POST /work/meetings": {"data": {"day": "{day}", "agenda": "- Tallet"}},
    "POST /work/records/<uuid:record_id>/addenda": {"data": {"text": "Også vikarene."}},
    "POST /work/records/<uuid:record_id>/signature": {"data": {"role": "safety_rep", "seen": "another"}},
    "POST /work/risks/<uuid:risk_id>/closure": {"data": {"why": "Vi er to på natt nå.", "closed": "{day}"}},
    "POST /work/suggestions/<delivered>/<int:number>/answer": {"data": {"text": "Vi prøver det i seks uker."}},
    "POST /workplace": {"data": {"name": "Sengepost 9"}},
    "POST /workplace/stations": {"data": {"two-5-offered": "y", "two-5-stretch": "125"}},
    "POST /workplace/units/<int:unit_id>": {"data": {"name": "Team C", "word": "shift"}},
    "POST /workplace/teams/<int:team_id>/invitations": {"data": {"role": "member", "days": "7"}},
    "POST /workplace/people/<int:person_id>/team": {"data": {"team": "{team_id}"}},
    "POST /workplace/people/<int:person_id>/roles": {"data": {"role": "lead", "team": "{team_id}", "unit": "{unit_id}"}},
}
GATES = ("/sign-in", "/sign-out", "/join", "/setup")  # whoever goes through one is somebody else afterwards


def table() -> dict[tuple[str, str], list[int]]:
    """(method, rule) → the status for each of PEOPLE."""
    found = {}
    for line in TABLE.strip().splitlines()[1:]:
        method, rule, *told = line.split()
        for place, status in enumerate(told):
            told[place] = told[place - 1] if status == "=" else status
        found[method, rule] = [int(status) for status in told]
    return found


def knock(phone: FlaskClient, ground: Ground, method: str, rule: str, ids: Mapping[str, object] | None = None) -> TestResponse:
    """Try one address, with what is usually sent there."""
    sent = dict(SENT.get(f"{method} {rule}", {}))
    for kind in ("data", "json"):
        if isinstance(told := sent.get(kind), dict):
            filled = {name: value.format(**(ids or ground.ours)) for name, value in told.items() if isinstance(value, str)}
            sent[kind] = {**told, **filled}
    answer = phone.open(ground.address(rule, ids), method=method, buffered=False, **sent)
    if answer.mimetype in {"text/event-stream", "video/mp4"}:
        answer.close()
    return answer


def order(ways: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Looking first, then doing, gates last."""
    return sorted(ways, key=lambda way: (is_gate(*way), way[0] != "GET", way[1], way[0]))


def is_gate(method: str, rule: str) -> bool:
    return method == "POST" and rule.startswith(GATES)


def walk(ground: Ground, arrive: Callable[[], FlaskClient]) -> dict[tuple[str, str], TestResponse]:
    """Try every address there is; each gate on a phone of its own."""
    phone = arrive()
    return {way: knock(arrive() if is_gate(*way) else phone, ground, *way) for way in order(ways(ground.app))}


def test_every_route_stands_in_the_table(ground: Ground) -> None:
    assert set(table()) == set(ways(ground.app))
    assert {len(statuses) for statuses in table().values()} == {len(PEOPLE)}


@pytest.mark.parametrize("who", PEOPLE)
def test_each_sees_exactly_what_is_hers(who: str, ground: Ground, phone_of: PhoneOf) -> None:
    member, column = PEOPLE[who], list(PEOPLE).index(who)
    ground.app.config["WTF_CSRF_ENABLED"] = member is not None  # a stranger has no token; here it is about who, not about that
    answers = walk(ground, lambda: phone_of(member) if member else ground.app.test_client())
    expected = {way: statuses[column] for way, statuses in table().items()}
    assert {way: answer.status_code for way, answer in answers.items()} == expected


def test_every_answer_is_guarded_and_only_shells_are_kept(ground: Ground, phone_of: PhoneOf) -> None:
    kept = {"/manifest.webmanifest", "/sw.js"}  # asked for anew each time, and the same for everyone
    for (method, rule), answer in walk(ground, lambda: phone_of(ANNA)).items():
        way = f"{method} {rule}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff", way
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'"), way
        if is_shell(ground, rule):
            assert "Set-Cookie" not in answer.headers, way
        elif rule not in kept:
            assert answer.headers["Cache-Control"] == "no-store", way


def test_a_shell_is_the_same_for_everyone(ground: Ground, phone_of: PhoneOf, stranger: FlaskClient) -> None:
    anna = phone_of(ANNA)
    shells = [rule for _, rule in ways(ground.app) if is_shell(ground, rule)]
    assert {"/check-in", "/me", "/offline", "/help", "/install", "/stations", "/stations/here"} <= set(shells)
    for rule in [*shells, "/manifest.webmanifest", "/sw.js"]:
        assert without_nonce(anna.get(rule)) == without_nonce(stranger.get(rule)), rule


def is_shell(ground: Ground, rule: str) -> bool:
    endpoints = {found.endpoint for found in ground.app.url_map.iter_rules() if found.rule == rule}
    return any(getattr(ground.app.view_functions[endpoint], "shell", False) for endpoint in endpoints)


def without_nonce(answer: TestResponse) -> str:
    return re.sub(r'nonce="[^"]+"', "", answer.text)


ABOUT_SOMETHING = re.compile(r"<(?:int|uuid):(?!notice_id|delivery_id)")


@pytest.mark.parametrize("who", [who for who, member in PEOPLE.items() if member])
def test_what_belongs_to_another_workplace_is_not_there(who: str, ground: Ground, phone_of: PhoneOf) -> None:
    phone = phone_of(PEOPLE[who])
    before = everything(ground)
    for method, rule in ways(ground.app):
        if ABOUT_SOMETHING.search(rule):
            answer = knock(phone, ground, method, rule, ground.theirs)
            gone = 409 if rule.endswith("/acceptance") else 404
            sits = rule == "/pairings/<uuid:ask_id>" and who == "ANNA"  # whoever sits in a station is sent there, whatever the ask
            if rule.endswith("/acceptance") and who == "ANNA":
                gone = 303
            assert answer.status_code == (302 if sits else gone), f"{method} {rule}"
    assert everything(ground) == before


def test_an_administrator_cannot_mix_in_what_is_foreign(ground: Ground, phone_of: PhoneOf) -> None:
    adam, ours, theirs = phone_of(ADMIN), ground.ours, ground.theirs
    person = f"/workplace/people/{ours['person_id']}"
    before = everything(ground)
    adam.post(f"{person}/team", data={"team": str(theirs["team_id"])})
    adam.post(f"{person}/roles", data={"role": "lead", "team": str(theirs["team_id"]), "unit": str(theirs["unit_id"])})
    adam.post(f"{person}/roles", data={"role": "safety_rep", "team": "0", "unit": str(theirs["unit_id"])})
    adam.post(f"{person}/roles/{theirs['grant_id']}/revocation")
    assert everything(ground) == before


def test_another_persons_phone_is_not_unsubscribed(ground: Ground, phone_of: PhoneOf) -> None:
    sent = SENT["POST /api/push-subscriptions"]
    assert phone_of(ANNA).post("/api/push-subscriptions", **sent).status_code == 201
    assert phone_of(OTHER).delete("/api/push-subscriptions", json={"endpoint": sent["json"]["endpoint"]}).status_code == 204
    assert ground.world.rows("SELECT count(*) FROM push_subscription") == [(1,)]


def everything(ground: Ground) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with ground.app.app_context():
        names = sorted(db.metadata.tables)
    return {name: sorted(ground.world.rows(f'SELECT * FROM "{name}"'), key=repr) for name in names}

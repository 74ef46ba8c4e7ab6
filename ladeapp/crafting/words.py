"""What the energy map, the experiment and the suggestion say from JavaScript; the four ways follow Tims and Bakker's job crafting."""

from flask_babel import lazy_gettext as _l

from .rules import LONGEST

REFUSALS = {
    "empty": _l("Write what you suggest first."),
    "long": _l("That is long. %(n)s characters is the most, and nothing you wrote is gone.", n=LONGEST),
    "hidden": _l("There are characters in it that cannot be seen. Write it once more."),
}
KINDS = {
    "resource": _l("Something that helps me"),
    "challenge": _l("A demand that makes me grow"),
    "hindrance": _l("A demand that wears me down"),
    "missing": _l("Something I lack"),
    "sources": _l("Gives energy"),
    "leaks": _l("Drains energy"),
    "no_sources": _l("Nothing here yet. What made a shift a little lighter lately?"),
    "no_leaks": _l("Nothing here yet. What do you carry home?"),
}
MAP = {
    "thing_line": _l("%(kind)s. Strength %(strength)s of 5, my influence %(influence)s of 5."),
    "picture": _l(
        "Energy map. Above the line what gives, below it what drains; the further from the line the stronger, the further right the more I can influence. %(list)s"
    ),
    "picture_thing": _l("%(n)s: %(words)s. %(line)s"),
    "axis_sources": _l("Gives"),
    "axis_leaks": _l("Drains"),
    "axis_little": _l("Little influence"),
    "axis_much": _l("Much influence"),
    "change": _l("Change"),
    "change_of": _l("Change %(words)s"),
    "remove": _l("Remove"),
    "remove_of": _l("Remove %(words)s"),
    "removed": _l("Removed: %(words)s"),
    "undone": _l("It is back."),
    "kept_thing": _l("Kept on the phone: %(words)s"),
    "new_thing": _l("What gives, or drains?"),
    "change_thing": _l("Change it"),
    "words_missing": _l("Write a few words first."),
    "kind_missing": _l("Choose what it is."),
    "example_1_words": _l("A colleague who asks how I am"),
    "example_2_words": _l("New procedures I am to learn by myself"),
    "example_3_words": _l("No time to sit down with the next of kin"),
    "full": _l("The map is full. Take something away first."),
}
WAYS = {
    "way_structure": _l("More of what helps in the work itself"),
    "way_people": _l("More help and warmth from people"),
    "way_fewer": _l("Less of what stands in the way"),
    "way_challenge": _l("A challenge that fits"),
    "about_structure": _l("More say, more learning, or a better tool for what you do anyway."),
    "about_people": _l("Advice, a word back, a hand: from colleagues, your lead, others."),
    "about_fewer": _l("You do not take away what matters. You take away what makes it harder than it has to be."),
    "about_challenge": _l("Something new that you choose yourself, when there is room for it."),
    "structure_1": _l("I swap tasks with a colleague one day a week, so that each gets more of what she is good at."),
    "structure_2": _l("I ask for twenty minutes to learn the new pump before I am alone with it."),
    "people_1": _l("After a hard talk with next of kin I ask a colleague for five minutes."),
    "people_2": _l("I ask my lead for one thing I did well, and one I can do differently."),
    "fewer_1": _l("We gather the phone calls at fixed times, so that I am not interrupted while I give out medicines."),
    "fewer_2": _l("I write the report by the bed, together with the patient, and not after the shift."),
    "challenge_1": _l("I take the introduction of the next temp."),
    "challenge_2": _l("I lead the reflection at the ward meeting once."),
}
EXPERIMENT = {
    "about_thing": _l("It is about: %(words)s"),
    "no_thing": _l("Something else"),
    "choose_thing": _l("Choose what it is about."),
    "choose_way": _l("Choose a way."),
    "write_what": _l("Write what you will try."),
    "what": _l("What I try"),
    "when": _l("When"),
    "who": _l("With whom"),
    "sign": _l("What would show that it helped"),
    "look_back": _l("Look back on"),
    "experiment_due": _l("It is time to look back on your experiment."),
    "started": _l("It runs. One small thing at a time."),
    "reviewed": _l("Kept. Now you can try something else."),
    "choose_happened": _l("Choose whether it happened."),
    "choose_next": _l("Choose what happens now."),
    "happened_yes": _l("Yes"),
    "happened_partly": _l("Partly"),
    "happened_no": _l("No"),
    "next_keep": _l("I keep it up"),
    "next_change": _l("I change it and try again"),
    "next_stop": _l("I stop"),
    "aside": _l("Put aside"),
    "began": _l("Begun on %(day)s"),
    "ended": _l("%(first)s to %(last)s"),
    "battery": _l("battery %(level)s of 4"),
}
PAPER = {
    "wish": _l("What I would like to talk about"),
}
SUGGESTION = {
    "left": _l("%(n)s characters left"),
    "too_many": _l("%(n)s characters too many. Nothing is gone; make it shorter."),
    "sent": _l("Sent, sealed. It waits together with the others."),
    "waits": _l("Waits under seal. You can replace it or take it back until it is delivered."),
    "taken_back": _l("Taken back. Nobody has read it."),
    "delivered": _l("Delivered to the partsgruppe together with others. It cannot be taken back any more."),
    "lost": _l("The key in the box was lost, so nobody has read your suggestion and nobody can. Send it again if you still want to."),
    "unknown": _l("Whether it still waits is seen when there is coverage."),
    "offline": _l("No coverage. Nothing was sent; your words are kept on the phone."),
    "sign_in": _l("You are signed out. Sign in to send; your words are kept on the phone."),
    "not_received": _l("It was not received. Your words are still here; try again in a while."),
    "suggest": _l("Make a suggestion of it"),
    "suggest_of": _l("Make a suggestion of it: %(words)s"),
    "draft": _l("We try this: %(what)s"),
    **REFUSALS,
}
DATES = {
    "months": _l("January,February,March,April,May,June,July,August,September,October,November,December"),
    "day_month": _l("%(day)s %(month)s"),
}

WORDS = KINDS | MAP | WAYS | EXPERIMENT | PAPER | SUGGESTION | DATES

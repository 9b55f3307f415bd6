"""Given names: which are short for others, and what a first name tells of its bearer."""

import functools
from collections.abc import Mapping, Sequence

from toolkit.models import load_json

SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_NICKNAMES = [
    set(line.split())
    for line in (
        "william bill will billy|robert bob rob bobby|richard dick rick|james jim jimmy jamie|michael mike mick|"
        "joseph joe|thomas tom tommy|edward ed ted eddie|anthony tony|charles charlie chuck|john jack johnny jon|"
        "elizabeth liz beth betsy|katherine kate kathy katie|catherine kate cathy|margaret maggie meg peggy|"
        "christopher chris|christine chris|andrew andy drew|daniel dan danny|david dave|donald don|ronald ron|"
        "samuel sam|samantha sam|benjamin ben bibi|matthew matt|alexander alex sasha|nicholas nick|patrick pat|"
        "patricia pat patty|steven steve|stephen steve|timothy tim|kenneth ken|gregory greg|jeffrey jeff|"
        "lawrence larry|gerald jerry|jerome jerry|susan sue|deborah debbie deb|jennifer jen jenny|rebecca becky|"
        "victoria vicky|vladimir volodymyr|bernard bernie|rudolph rudy|mitchell mitch|philip phil|raymond ray|"
        "walter walt|zachary zach|sandra sandy|alexandra alex|theodore ted teddy|francis frank|frederick fred|"
        "eugene gene|leonard len|harold hal harry|henry harry hank|arthur art|peter pete|barbara barb|"
        "cynthia cindy|dorothy dot|eleanor ellie nell|jacqueline jackie|josephine josie|judith judy|kimberly kim|"
        "pamela pam|theresa terry|valerie val|virginia ginny|abigail abby|geoffrey geoff|douglas doug|"
        "albert al bert|alfred al fred|leslie les|louis lou|maxwell max|nathaniel nate nathan|oliver ollie|"
        "terence terry|vincent vince"
    ).split("|")
]


def is_short_for(one: str, other: str) -> bool:
    """True where two given names, in small letters, can be one person's: "bill" and "william"."""
    return any(one in names and other in names for names in _NICKNAMES)


@functools.cache
def first_names() -> Mapping[str, float]:
    """Log odds that the bearer of a first name is a woman, by the US census of 1990."""
    names: Mapping[str, float] = load_json("first_names.json")["names"]
    return names


def name_prior(words: Sequence[str], *, titled: bool = False) -> float:
    """What a first name tells, between -3 (a man) and 3 (a woman), 0 where it tells nothing.

    A name alone, without a title, tells a woman's if anything: many a surname is a man's first name ("Warren").
    """
    told = first_names().get(words[0].casefold(), 0.0)
    if len(words) == 1:
        return 2.0 if told > 2 and not titled else 0.0
    return max(-3.0, min(3.0, told))

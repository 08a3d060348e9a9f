"""The only way to get a visit or an offer on a person's behalf."""

from beenthere.kernel.refusals import NotHere
from beenthere.matching import queries
from beenthere.matching.models import Offer, Visit
from beenthere.people.models import Person


def access_visit(*, seeker: Person | None) -> Visit:
    """Return the seeker's running visit, or their last one.

    :raises NotHere: nobody, or nobody who ever checked in
    """
    if not seeker:
        raise NotHere
    visit = queries.visit_of(seeker)
    if visit is None:
        raise NotHere
    return visit


def access_offer(*, key: str, supporter: Person | None) -> Offer:
    """Return an offer made to this supporter, whatever became of it.

    :raises NotHere: missing and somebody else's look the same
    """
    if not supporter:
        raise NotHere
    offer = Offer.objects.select_related("visit__person", "visit__conversation").filter(key=key).first()
    if offer is None:
        raise NotHere
    if offer.supporter_id != supporter.pk:
        raise NotHere
    return offer

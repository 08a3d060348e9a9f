"""Safety plans: sealed words of six steps, owned by the seeker, and the links they gave out."""

from django.db import models

from beenthere.people.models import Person, new_key


class SafetyPlan(models.Model):
    """One living plan a person. Its words are sealed under a key of its own, so that erasing it destroys them."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    owner = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    # Only the day: when somebody looks at their plan is nobody's business.
    used_on = models.DateField()


class PlanStep(models.Model):
    """The words of one step; ``version`` counts each save, so that nobody overwrites what they have not seen."""

    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=12)
    body = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    edited_by = models.CharField(max_length=10, choices=[(one, one) for one in ("seeker", "supporter")])
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "slug"], name="one_row_a_plan_step")]


class PlanShare(models.Model):
    """A link by which somebody outside may read a plan until a day; the consent to it is a row of its own."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    plan = models.ForeignKey(SafetyPlan, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12)
    whom = models.BinaryField()
    # The link itself is never stored in plain: a digest finds it, the sealed one lets its owner copy it again.
    digest = models.CharField(max_length=64, unique=True)
    token = models.BinaryField()
    given_at = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    last_opened_at = models.DateTimeField(null=True)
    openings = models.PositiveIntegerField(default=0)

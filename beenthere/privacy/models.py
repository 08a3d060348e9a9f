"""Keys, return codes, consent and the audit trail."""

from django.db import models

from beenthere.people.models import Person


class DataKey(models.Model):
    """A key for one subject, wrapped by the root key. Lives in the keyring database."""

    subject = models.CharField(max_length=64, unique=True)
    wrapped = models.BinaryField()
    version = models.PositiveSmallIntegerField(default=1)
    made_on = models.DateField()


class ReturnCode(models.Model):
    """How a seeker comes back without a name: words whose secret part is only kept hashed."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    lookup = models.CharField(max_length=40, unique=True)
    secret_hash = models.CharField(max_length=200)
    made_on = models.DateField()
    failures = models.PositiveSmallIntegerField(default=0)
    failures_since = models.DateTimeField(null=True)


class Consent(models.Model):
    """A yes to one purpose, with the version of the words it was said to."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class ChainHead(models.Model):
    """Where a chain of hashes ends: how many links it has had, and the hash of the last. A chain whose end was cut off does not fit."""

    chain = models.CharField(max_length=20, unique=True)
    count = models.PositiveBigIntegerField()
    last = models.CharField(max_length=64)
    # A digest of the three under the service's key: who can only write to this database can not move the head back.
    seal = models.CharField(max_length=64)


class AuditEntry(models.Model):
    """One line of the audit trail; each line carries the hash of the line before."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    deed = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True)
    # Unique, so that the chain can not fork when two write at once.
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

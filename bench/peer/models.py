"""The tables the peer needs: who belongs where in a period, sealed contributions, released levels."""

from typing import ClassVar

from django.contrib.auth.models import User
from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=120)


class Membership(models.Model):
    user = models.OneToOneField(User, models.CASCADE, primary_key=True)
    team = models.ForeignKey(Team, models.CASCADE)


class Roster(models.Model):
    pk = models.CompositePrimaryKey("period", "user_id")
    period = models.CharField(max_length=8)
    user = models.ForeignKey(User, models.CASCADE)
    team = models.ForeignKey(Team, models.CASCADE)
    counted = models.BooleanField()
    closes = models.DateTimeField()


class Contribution(models.Model):
    pk = models.CompositePrimaryKey("period", "team_id", "tag")
    period = models.CharField(max_length=8)
    team = models.ForeignKey(Team, models.CASCADE)
    tag = models.BinaryField(max_length=32)
    sealed = models.BinaryField(max_length=29)


class Release(models.Model):
    pk = models.CompositePrimaryKey("team_id", "period")
    team = models.ForeignKey(Team, models.CASCADE)
    period = models.CharField(max_length=8)
    level_tenths = models.IntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-period"]

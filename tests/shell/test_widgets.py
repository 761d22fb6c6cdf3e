"""Fields written straight are what Django's own templates write."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import Context, Template

from encyclopedia.widgets import Renderer

CHOICES = [("", "---"), ("a", "A & <b>"), ("More", [("1", "One"), ("2", "Two")])]


class Every(forms.Form):
    line = forms.CharField(initial='"<&>"', widget=forms.TextInput(attrs={"data-x": 'a"b'}))
    empty = forms.CharField(required=False)
    text = forms.CharField(widget=forms.Textarea, initial="<b>\n\n& 'x'")
    hidden = forms.CharField(widget=forms.HiddenInput, initial="h")
    number = forms.IntegerField(initial=1234, localize=False)
    ticked = forms.BooleanField(initial=True)
    unticked = forms.BooleanField()
    choice = forms.ChoiceField(choices=CHOICES, initial="2")
    many = forms.MultipleChoiceField(
        choices=CHOICES[:2], widget=forms.CheckboxSelectMultiple, required=False
    )
    day = forms.DateField(widget=forms.SelectDateWidget(years=[2031]))


def shown(renderer, data, name):
    form = Every(data, renderer=renderer)
    page = Template("{{ field.errors }}{{ field.label_tag }}{{ field }}").render(
        Context({"field": form[name]})
    )
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", page))


@pytest.mark.parametrize("name", Every.base_fields)
@pytest.mark.parametrize("data", [None, {}, {"line": "<x>", "text": "&", "choice": "zzz"}])
def test_a_field_is_the_same_as_by_its_template(data, name):
    assert shown(Renderer(), data, name) == shown(TemplatesSetting(), data, name)

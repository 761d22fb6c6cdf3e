"""The form of an article as a browser would send it back."""

from django.urls import reverse


def change_url(article):
    return reverse("admin:encyclopedia_article_change", args=[article.pk])


def form_of(answer):
    """Read the values of the form on a page, as a browser would send them back."""
    form = answer.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    for inline in answer.context["inline_admin_formsets"]:
        formset = inline.formset
        for each in (formset.management_form, *formset.forms):
            for name in each.fields:
                data[each.add_prefix(name)] = each[name].value()
    return {name: value for name, value in data.items() if value is not None and value is not False}


def save(client, article, *, begin=None, **changes):
    """Send the form as it stands on a page, with some *changes*."""
    data = form_of(begin or client.get(change_url(article)))
    sent = {**data, "summary": "Tested", "_continue": "1", **changes}
    return client.post(change_url(article), sent)


def choices_of(answer, **chosen):
    """Give what the passages that collide ask for, with their first offers but for the *chosen*."""
    passages = answer.context["passages"]
    asked = {passage.name: passage.offers[0].value for passage in passages}
    return {**asked, "seen": answer.context["collided_with"], **chosen}

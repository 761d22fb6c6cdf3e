"""Accounts: roles are chosen, an account is closed, and nobody becomes more than they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from encyclopedia import accounts, audit, permissions, second_factor
from encyclopedia.models import AuditEntry

admin.site.unregister([User, Group])

ROLES = {
    "author": gettext_lazy("writes and changes articles"),
    "editor": gettext_lazy("keeps sources and kinds too"),
    "publisher": gettext_lazy("reviews, publishes and withdraws too"),
    "administrator": gettext_lazy("keeps accounts, and reads the audit log"),
}
TITLES = {
    "author": pgettext_lazy("role", "author"),
    "editor": pgettext_lazy("role", "editor"),
    "publisher": pgettext_lazy("role", "publisher"),
    "administrator": pgettext_lazy("role", "administrator"),
}
RIGHTS = {
    "add": gettext_lazy("Add %(what)s"),
    "change": gettext_lazy("Change %(what)s"),
    "delete": gettext_lazy("Delete %(what)s"),
    "view": gettext_lazy("View %(what)s"),
}


class RolesField(forms.ModelMultipleChoiceField):
    """Roles, each with what it may."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        what = ROLES.get(obj.name)
        return f"{capfirst(TITLES[obj.name])}: {what}" if what else obj.name


class RightsField(forms.ModelMultipleChoiceField):
    """Single rights, each a box to tick, where Django's two lists need a script."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str) -> None:
        """Offer all rights that there are."""
        rights = Permission.objects.select_related("content_type")
        super().__init__(queryset=rights, required=False, label=label)

    def label_from_instance(self, obj: Permission) -> str:
        verb, _of, _model = obj.codename.partition("_")
        model = obj.content_type.model_class()
        if (
            model is None
            or obj.codename != f"{verb}_{obj.content_type.model}"
            or verb not in RIGHTS
        ):
            return capfirst(_(obj.name).removeprefix("Can "))
        return str(RIGHTS[verb]) % {"what": model._meta.verbose_name}  # noqa: SLF001 -- documented


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """What a role may; roles come with the application, others can be added."""

    filter_horizontal = ()

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        return RightsField(label=_("Rights"))


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Roles are given by groups; only superusers give single rights, or touch a superuser.

    Nobody deletes an account: it is made anonymous, so that what it wrote stays somebody's.
    """

    list_display = ("username", "full_name", "email", "roles", "is_active", "has_second_factor")
    list_filter = ("groups", "is_active", "is_staff")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (gettext_lazy("Who it is"), {"fields": ("first_name", "last_name", "email")}),
        (
            gettext_lazy("Roles"),
            {
                "fields": ("is_active", "is_staff", "groups"),
                "description": gettext_lazy(
                    "Taking “active” away ends every session of this account at once."
                ),
            },
        ),
        (
            gettext_lazy("For superusers alone"),
            {"classes": ("collapse",), "fields": ("is_superuser", "user_permissions")},
        ),
        (gettext_lazy("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return (
            super().get_queryset(request).select_related("second_factor").prefetch_related("groups")
        )

    @admin.display(description=gettext_lazy("Name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=gettext_lazy("Roles"))
    def roles(self, user: User) -> str:
        return ", ".join(str(TITLES.get(group.name, group.name)) for group in user.groups.all())

    @admin.display(description=gettext_lazy("Second factor"), boolean=True)
    def has_second_factor(self, user: User) -> bool:
        return hasattr(user, "second_factor")

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            return RolesField(
                queryset=Group.objects.order_by("pk"), required=False, label=_("Roles")
            )
        return RightsField(label=_("Single rights"))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        dates = ("last_login", "date_joined")
        if request.user.is_superuser:
            return dates
        return ("is_superuser", "user_permissions", *dates)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or obj is None or not obj.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


class ConfirmForm(forms.Form):
    """The name of an account, typed by whoever is sure."""

    name = forms.CharField(
        max_length=150,
        label=gettext_lazy("Type the username to confirm"),
        error_messages={
            "required": gettext_lazy("Type the username, to be sure that it is this account.")
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, username: str, **options: Any) -> None:
        """Take the *username* that has to be typed."""
        super().__init__(*args, **options)
        self._username = username

    def clean_name(self) -> str:
        if self.cleaned_data["name"] != self._username:
            raise forms.ValidationError(_("This is not the username of this account."))
        return self._username


@require_http_methods(["GET", "HEAD", "POST"])
def anonymise(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what making an account anonymous would change, ask for its name, and do it."""
    user = _found(request, pk)
    form = ConfirmForm(request.POST or None, username=user.get_username())
    if request.method == "POST" and form.is_valid():
        done = accounts.anonymise(user)
        audit.each(request, "anonymise", [(str(pk), AuditEntry.DONE, "")])
        messages.success(
            request,
            _("The account is closed. Its {revisions} revisions are by “{pseudonym}” now.").format(
                revisions=done.revisions, pseudonym=done.pseudonym
            ),
        )
        return HttpResponseRedirect(reverse("admin:auth_user_changelist"))
    context = {
        **admin.site.each_context(request),
        "title": _("Make “{get_username}” anonymous").format(get_username=user.get_username()),
        "opts": User._meta,  # noqa: SLF001 -- Django documents _meta
        "name": user.get_username(),
        "change_url": reverse("admin:auth_user_change", args=[pk]),
        "effect": accounts.effect(user),
        "is_anonymous": accounts.is_anonymous(user),
        "is_self": user.pk == request.user.pk,
        "form": form,
    }
    return render(request, "admin/auth/user/anonymise.html", context)


@require_POST
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor that somebody lost; they set up another."""
    user = _found(request, pk)
    if second_factor.forget(user):
        messages.success(request, _("“{user}” has no second factor now.").format(user=user))
    else:
        messages.info(request, _("“{user}” had no second factor.").format(user=user))
    return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))


def _found(request: HttpRequest, pk: int) -> User:
    """Find an account that the member of *request* may change; nobody touches a superuser's."""
    if not permissions.may_administer(request.user):
        raise PermissionDenied
    user = get_object_or_404(User, pk=pk)
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    return user

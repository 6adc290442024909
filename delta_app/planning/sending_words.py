"""Why a month is not sent, in words."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, capitalised, month_name

register_words(
    {
        "changes_unpublished": lambda f: _(
            "{month} a changé depuis la version {version}. Rien n’est parti ; diffusez d’abord les changements, et "
            "chacun recevra le planning tel qu’il est."
        ).format(month=capitalised(month_name(f["month"].first)), version=f["version"]),
        "not_published": lambda f: _(
            "{month} n’est pas encore diffusé. Rien n’est parti ; diffusez-le d’abord."
        ).format(month=capitalised(month_name(f["month"].first))),
        "nobody_to_send": lambda f: _("Choisissez d’abord à qui envoyer le planning. Rien n’est parti."),
        "nobody_with_mail": lambda f: _(
            "Aucune de ces personnes n’a d’adresse e-mail valable. Rien n’est parti ; imprimez plutôt."
        ),
        "version_moved_on": lambda f: _(
            "Une autre version de {month} a été diffusée entre-temps. Rien n’est parti ; fermez, puis envoyez celle-là."
        ).format(month=month_name(f["month"].first)),
    }
)

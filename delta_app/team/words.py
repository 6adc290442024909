"""The refusals of what concerns people's privacy, in words."""

from delta_app.core.errors import register_words
from delta_app.core.i18n import _, long_date, ngettext

register_words(
    {
        "not_left": lambda f: _("{name} est encore dans l’équipe. Rien n’a changé ; notez d’abord son départ.").format(
            name=f["name"]
        ),
        "not_rewritten": lambda f: (
            _(
                "C’est retiré partout où on le lit, mais le fichier n’a pas pu être réécrit : le disque est plein. Un "
                "bout du fichier peut le contenir encore ; libérez de la place, puis « Purger maintenant »."
            )
            if f["why"] == "disk_full"
            else _(
                "C’est retiré partout où on le lit, mais le fichier n’a pas pu être réécrit : une autre fenêtre "
                "s’en sert. Un bout du fichier peut le contenir encore ; fermez-la, puis « Purger maintenant »."
            )
        ),
        "still_seated": lambda f: ngettext(
            "{name} a encore {n} permanence à venir, le {first}. Rien n’a changé ; libérez-la d’abord.",
            "{name} a encore {n} permanences à venir, la première le {first}. Rien n’a changé ; libérez-les d’abord.",
            f["count"],
        ).format(name=f["name"], n=f["count"], first=long_date(f["first"])),
    }
)

"""How the refusals of printing and exporting are worded."""

from collections.abc import Mapping
from typing import Any

from delta_app.core.errors import register_words
from delta_app.core.i18n import _

Facts = Mapping[str, Any]


def _folder_missing(facts: Facts) -> str:
    return _(
        "Le dossier « {folder} » n’existe pas ou plus (clé USB retirée ?). Rien n’a été enregistré et rien n’est "
        "perdu : choisissez un autre dossier et recommencez."
    ).format(folder=facts["folder"])


def _folder_not_file(facts: Facts) -> str:
    return _(
        "« {path} » est un dossier. Rien n’a été écrit : donnez aussi le nom du fichier, par exemple « {example} »."
    ).format(path=facts["path"], example=facts["example"])


def _wrong_suffix(facts: Facts) -> str:
    return _(
        "Le nom « {name} » ne se termine pas par {known}. Rien n’a été écrit : choisissez par exemple « {example} »."
    ).format(name=facts["name"], known=_(" ou ").join(facts["known"]), example=facts["example"])


def _is_data_file(facts: Facts) -> str:
    return _(
        "« {name} » contient les données d’un lieu. Rien n’a été écrit et rien n’est perdu : choisissez un autre nom."
    ).format(name=facts["name"])


def _among_copies(facts: Facts) -> str:
    return _(
        "« {folder} » garde les copies de vos données. Rien n’y a été écrit : choisissez un autre dossier."
    ).format(folder=facts["folder"])


def _not_writable(facts: Facts) -> str:
    return _(
        "On ne peut pas écrire « {name} » dans « {folder} ». Rien n’a été changé : enregistrez sous un autre nom "
        "ou dans un dossier à vous, par exemple Documents."
    ).format(name=facts["name"], folder=facts["folder"])


def _no_room_for_file(facts: Facts) -> str:
    return _(
        "Il n’y a plus de place sur le disque pour « {name} ». L’ancien fichier, s’il existait, est intact : faites "
        "de la place ou choisissez un autre disque, puis recommencez."
    ).format(name=facts["name"])


def _file_in_use(facts: Facts) -> str:
    return _(
        "« {name} » est ouvert dans un autre programme, sans doute un tableur ou un lecteur de PDF. Rien n’a été "
        "changé : fermez-le là-bas puis recommencez, ou choisissez un autre nom."
    ).format(name=facts["name"])


def _bad_file_name(facts: Facts) -> str:
    return _(
        "« {name} » ne peut pas servir de nom de fichier ici. Rien n’a été enregistré : choisissez un nom plus court, "
        "sans signes particuliers."
    ).format(name=facts["name"])


def _file_not_written(facts: Facts) -> str:
    return _(
        "« {name} » n’a pas pu être enregistré ({reason}). Ce qui existait est intact : réessayez, ou choisissez un "
        "autre dossier."
    ).format(name=facts["name"], reason=facts["reason"])


def _no_sheet_to_print(_facts: Facts) -> str:
    return _("Il n’y a aucune feuille à imprimer : choisissez au moins une personne, puis recommencez.")


register_words(
    {
        "folder_missing": _folder_missing,
        "folder_not_file": _folder_not_file,
        "wrong_suffix": _wrong_suffix,
        "is_data_file": _is_data_file,
        "among_copies": _among_copies,
        "not_writable": _not_writable,
        "no_room_for_file": _no_room_for_file,
        "file_in_use": _file_in_use,
        "bad_file_name": _bad_file_name,
        "file_not_written": _file_not_written,
        "no_sheet_to_print": _no_sheet_to_print,
    }
)

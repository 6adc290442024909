"""School holidays on the command line: shown, noted, compared, closed, removed."""


def test_the_known_ones_of_a_new_place_are_shown_to_be_checked(founded):
    said = founded("school", "show", "2027")[1]
    assert "22 février 2027 – dimanche 7 mars 2027 : Vacances de carnaval (écoles francophones) · à vérifier" in said
    assert "8 février 2027 – dimanche 14 février 2027 : Vacances de carnaval (écoles néerlandophones)" in said
    assert "Rien de plus" in founded("school", "known", "2027")[1]
    assert "Aucun congé noté pour 2034." in founded("school", "show", "2034")[1]


def test_one_is_compared_given_other_dates_closed_and_removed(founded):
    assert founded("school", "change", "fr", "2027-02-24")[0] == 0
    assert "Vacances de carnaval (écoles francophones)\n" in founded("school", "show", "2027")[1]
    assert founded("school", "change", "fr", "2027-02-24", "2027-02-22", "2027-03-05")[0] == 0
    assert "lundi 22 février 2027 – vendredi 5 mars 2027" in founded("school", "show", "2027")[1]
    code, out, _err = founded("school", "close", "fr", "2027-02-24")
    assert (code, out.strip()) == (
        0,
        "Fermé du lundi 22 février 2027 au vendredi 5 mars 2027 : Vacances de carnaval",
    )
    assert "(écoles francophones) · fermé" in founded("school", "show", "2027")[1]
    assert founded("school", "remove", "fr", "2027-02-24")[0] == 0
    assert "lundi 22 février 2027" not in founded("school", "show", "2027")[1]
    founded("undo")
    assert "lundi 22 février 2027" in founded("school", "show", "2027")[1]


def test_one_is_added_and_two_of_one_community_never_share_a_day(founded):
    assert founded("school", "add", "nl", "Brugdagen", "2027-05-06", "2027-05-08")[0] == 0
    assert "Brugdagen (écoles néerlandophones)\n" in founded("school", "show", "2027")[1]
    code, _out, err = founded("school", "add", "nl", "Encore", "2027-05-08", "2027-05-09")
    assert code == 1
    assert "Brugdagen" in err
    code, _out, err = founded("school", "close", "nl", "2027-05-20")
    assert code == 1
    assert "Rien n’a changé" in err

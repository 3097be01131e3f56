"""The table of words for problems: code → what is wrong, how to mend it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TYPE_AGAIN = _("Look at the original and type it again.")
_AS_TEXT = _("Format the column as text in the spreadsheet, and enter the number again.")

VALUE_WORDS: Mapping[str, tuple[Promise, Promise]] = {
    # Any value
    "value_too_long": (_("The value is too long."), _("Shorten it; a longer text belongs into a document.")),
    "control_characters": (_("The value holds characters that cannot be stored."), _("Type the value again.")),
    "encoding_mixed": (
        _("The cell is written in another encoding than the rest of the file."),
        _("Open the file in the program it came from, save it as UTF-8, and import it again."),
    ),
    "digits_lost_in_spreadsheet": (_("The spreadsheet has rounded this number, digits are lost."), _AS_TEXT),
    "spreadsheet_number_restored": (_("The number was changed by a spreadsheet and has been restored."), _AS_TEXT),
    "exercise_range": (
        _("The number lies in a range reserved for exercises."),
        _("Nothing to do in an exercise; else check the number."),
    ),
    "name_without_letters": (_("The name has no letters."), _("Enter the name, or leave the cell empty.")),
    "gender_unknown": (_("The gender is not recognised."), _("Write M, F or X, or leave the cell empty.")),
    # Dates
    "date_empty": (_("The date is empty."), _("Enter a date.")),
    "date_unreadable": (_("The date cannot be read."), _("Write it as year-month-day, for example 1991-04-17.")),
    "date_ambiguous": (
        _("Day and month can be swapped in this date."),
        _("Say once for the sheet which comes first, or write year-month-day."),
    ),
    "date_is_a_range": (_("This is a range of dates."), _("Enter one date, or the year alone.")),
    "date_range_reversed": (_("The range of dates ends before it begins."), _("Swap the two dates.")),
    "date_two_digit_year": (_("The year has two digits."), _("Write the year with four digits.")),
    "date_year_missing": (_("The year is missing."), _("Add the year.")),
    "date_year_out_of_range": (_("The year is not between {first} and {last}."), _("Check the year and the calendar.")),
    "date_no_such_day": (_("There is no such day."), _("Check day and month.")),
    "date_contradicts_order": (
        _("The date does not fit the order of day and month chosen for the sheet."),
        _("Write it as year-month-day."),
    ),
    # Countries
    "country_empty": (_("The country is empty."), _("Enter a country.")),
    "country_unknown": (_("The country is not recognised."), _("Write its two-letter code, for example TH.")),
    # Phones
    "phone_empty": (_("The phone number is empty."), _("Enter a number.")),
    "phone_has_letters": (_("The phone number contains letters."), _("Leave only digits and a + at the start.")),
    "phone_several_numbers": (_("The cell holds several phone numbers."), _("Put each number into a row of its own.")),
    "phone_country_missing": (
        _("It is not clear which country this phone number belongs to."),
        _("Start with + and the country code, or choose the country for the file."),
    ),
    "phone_country_code_unclear": (
        _("The number may start with a country code or not."),
        _("Start with + and the country code."),
    ),
    "phone_country_unknown": (_("The country code does not exist."), _("Check the digits after the +.")),
    "phone_too_short": (
        _("Phone too short: {digits} digits, {expected} expected."),
        _("Add the missing digits, or leave the row out."),
    ),
    "phone_too_long": (_("Phone too long: {digits} digits, {expected} expected."), _("Remove the digits too many.")),
    "phone_length_wrong": (_("Phone of wrong length: {digits} digits, {expected} expected."), _TYPE_AGAIN),
    "phone_range_unassigned": (_("No operator has this range of numbers."), _TYPE_AGAIN),
    "phone_plus_assumed": (_("A + was assumed before the country code."), _("Write the + to be sure.")),
    "phone_leading_zero_restored": (_("A lost zero at the start was restored."), _AS_TEXT),
    # Accounts and cards
    "iban_empty": (_("The IBAN is empty."), _("Enter an IBAN.")),
    "iban_country_unknown": (_("No such country issues IBANs."), _("Check the first two letters.")),
    "iban_length_wrong": (_("IBAN of wrong length: {characters} characters, {expected} expected."), _TYPE_AGAIN),
    "iban_structure_wrong": (_("The IBAN does not have the shape of its country."), _TYPE_AGAIN),
    "iban_checksum_wrong": (_("The check digits of the IBAN do not fit."), _TYPE_AGAIN),
    "account_empty": (_("The account number is empty."), _("Enter a number.")),
    "account_unreadable": (_("This is not an account number."), _("Enter the digits of the account.")),
    "account_length_wrong": (_("Account of wrong length: {digits} digits, {expected} expected."), _TYPE_AGAIN),
    "account_country_missing": (
        _("It is not clear in which country this account is."),
        _("Give the IBAN, or choose the country for the file."),
    ),
    "account_bank_missing": (_("The bank is not named, so the number says little."), _("Add the bank.")),
    "account_looks_like_card": (_("This may be a payment card number."), _("Check what the number is.")),
    "card_length_wrong": (_("Card of wrong length: {digits} digits, {expected} expected."), _TYPE_AGAIN),
    "card_check_digit_wrong": (_("The check digit of the card does not fit."), _TYPE_AGAIN),
    # Wallets
    "wallet_empty": (_("The wallet address is empty."), _("Enter an address.")),
    "wallet_form_unknown": (_("This is no known form of wallet address."), _("Copy the address again in full.")),
    "wallet_checksum_wrong": (
        _("The checksum of the wallet address does not fit: a character is wrong or missing."),
        _("Copy the address again from the source; never type it."),
    ),
    "wallet_letter_case_wrong": (
        _("The capital letters of the address do not fit its checksum."),
        _("Copy the address again from the source; never type it."),
    ),
    "wallet_length_wrong": (
        _("Wallet address of wrong length: {characters} characters, {expected} expected."),
        _("Copy the address again in full."),
    ),
    "wallet_private_key": (
        _("This is a private key, not an address. Whoever knows it owns the money."),
        _("Remove it from the file, secure the funds, and enter the address."),
    ),
    "wallet_extended_key": (_("This is the key of a whole wallet, not an address."), _("Enter single addresses.")),
    "wallet_not_an_address": (
        _("This is the id of a transaction or block, not an address."),
        _("Enter the address that was paid."),
    ),
    "wallet_checksum_unverified": (
        _("The checksum of this address cannot be verified here."),
        _("Compare it with the source."),
    ),
    "wallet_test_network": (_("The address belongs to a test network."), _("Check the source.")),
    "wallet_ledger_differs": (_("The address belongs to another ledger than the one named."), _("Check the ledger.")),
    "wallet_without_letter_case": (
        _("The address is written without the capital letters that carry its checksum."),
        _("Copy it from the source if you can."),
    ),
    # Documents
    "document_empty": (_("The document number is empty."), _("Enter a number.")),
    "document_unreadable": (_("This is not a document number."), _("Enter letters and digits only.")),
    "document_length_wrong": (
        _("Document number of wrong length: {characters} characters, {expected} expected."),
        _TYPE_AGAIN,
    ),
    "document_issuer_missing": (_("The issuing country of the document is missing."), _("Add a column with it.")),
    "document_zero_or_letter": (_("The letter O or I stands among digits."), _("Compare with the document.")),
    # Fingerprint registers
    "fingerprint_number_empty": (_("The fingerprint number is empty."), _("Enter a number.")),
    "fingerprint_number_unreadable": (_("This is not a fingerprint number."), _("Enter letters and digits only.")),
    "fingerprint_number_length_wrong": (
        _("Fingerprint number of wrong length: {characters} characters, {expected} expected."),
        _TYPE_AGAIN,
    ),
    "fingerprint_issuer_missing": (
        _("Whose fingerprint register gave this number is not said."),
        _("Write the country before it, as in TH:12345."),
    ),
    # Mail, domains, addresses of the internet, handles, plates, devices
    "email_empty": (_("The e-mail address is empty."), _("Enter an address.")),
    "email_at_sign_missing": (_("An e-mail address needs one @."), _TYPE_AGAIN),
    "email_local_part_wrong": (_("The part before the @ is not valid."), _TYPE_AGAIN),
    "domain_empty": (_("The domain is empty."), _("Enter a domain.")),
    "domain_is_ip": (_("This is an IP address, not a domain."), _("Move it to a column for IP addresses.")),
    "domain_without_dot": (_("A domain has at least one dot."), _TYPE_AGAIN),
    "domain_wrong": (_("The domain is not valid."), _TYPE_AGAIN),
    "domain_taken_from_url": (_("The domain was taken from a web address."), _("Nothing to do.")),
    "url_empty": (_("The web address is empty."), _("Enter an address.")),
    "url_scheme_unknown": (_("The web address starts with an unknown scheme."), _("Use http or https.")),
    "url_wrong": (_("The web address is not valid."), _TYPE_AGAIN),
    "ip_wrong": (_("The IP address is not valid."), _TYPE_AGAIN),
    "ip_not_public": (_("The IP address is not public: it exists in many networks."), _("Check the source.")),
    "handle_wrong": (_("The account name is not valid."), _("Write @name, or the address of the profile.")),
    "handle_platform_missing": (_("The platform of the account is missing."), _("Write platform:name.")),
    "plate_empty": (_("The plate is empty."), _("Enter a plate.")),
    "plate_unreadable": (_("This is not a registration plate."), _TYPE_AGAIN),
    "plate_country_missing": (_("The country of the plate is missing."), _("Add a column with it.")),
    "imei_length_wrong": (_("Device number of wrong length: {digits} digits, {expected} expected."), _TYPE_AGAIN),
    "imei_check_digit_wrong": (_("The check digit of the device number does not fit."), _TYPE_AGAIN),
    # Machine readable zones
    "mrz_empty": (_("The machine readable zone is empty."), _("Scan the document.")),
    "mrz_lines_wrong": (_("The zone does not have the lines of a travel document."), _("Scan all lines.")),
    "mrz_length_wrong": (_("A line of the zone has the wrong length."), _("Clean the document and scan again.")),
    "mrz_character_wrong": (_("The zone holds a character that cannot be there."), _("Scan again.")),
    "mrz_check_digit_wrong": (
        _("Machine readable zone: the check digit of the {field} does not fit."),
        _("Clean the document and scan again."),
    ),
    "mrz_date_wrong": (_("Machine readable zone: the {field} is no date."), _("Scan again.")),
    "mrz_field_empty": (_("Machine readable zone: the {field} is empty."), _("Scan again.")),
    "mrz_issuer_unknown": (_("The issuer of the document is not known."), _("Compare with the document.")),
    "mrz_nationality_unknown": (_("The nationality is not known."), _("Compare with the document.")),
    "mrz_expired": (_("The document has expired."), _("Check the document.")),
    "mrz_contradicts": (
        _("Machine readable zone: the {field} is another one than in the row."),
        _("Look at the document and correct the zone or the cell. An empty cell is filled from the zone."),
    ),
    "mrz_name_differs": (
        _("The name in the zone has no word in common with the name in the row."),
        _("Check that the document belongs to this person."),
    ),
    "mrz_of_company": (_("A company has no travel document."), _("Put the zone into the row of the person.")),
    "mrz_names_may_be_cut": (_("The names may be cut off."), _("Compare with the document.")),
}

ZONE_FIELDS: Mapping[str, Promise] = {
    "number": _("document number"),
    "document": _("document number"),
    "birth_date": _("birth date"),
    "expiry_date": _("expiry date"),
    "nationality": _("nationality"),
    "optional": _("optional data"),
    "composite": _("zone as a whole"),
}
"""The fields of a machine readable zone, in the middle of a sentence."""

ROW_WORDS: Mapping[str, tuple[Promise, Promise]] = {
    "row_skipped": (_("The row was skipped."), _("Import the sheet again if the row belongs in.")),
    "formula_cell": (
        _("The cell holds a formula; its result is not what was sent."),
        _("Copy the column, paste it as values, and save."),
    ),
    "row_without_thing": (
        _("The row names no person and no thing."),
        _("Fill in a name, phone, account, wallet or other value, or delete the row."),
    ),
    "row_reference_unreadable": (_("It is not clear which row this one belongs to."), _("Write the row's number.")),
    "row_reference_not_above": (
        _("The row refers to row {row}, which does not stand above it."),
        _("Move the row below the one it belongs to."),
    ),
    "row_reference_refused": (
        _("The row belongs to row {row}, which was refused."),
        _("Repair row {row} first, then try this row again."),
    ),
    "row_reference_without_thing": (
        _("The row belongs to row {row}, which holds no person or thing."),
        _("Check the row's number."),
    ),
    "row_reference_other_handling": (
        _("The row belongs to row {row}, which has other conditions of use."),
        _("Give both rows the same purpose and handling."),
    ),
    "row_reference_in_register": (
        _("Rows of a register stand alone, but this one belongs to another row."),
        _("Put everything about one entry into one row."),
    ),
    "link_target_missing": (
        _("The entry points at another one that is not in this file."),
        _("Add the other entry to the file."),
    ),
    "status_missing": (
        _("The person's status is missing."),
        _("Add a column with the status (suspect, victim, missing …), or choose one for the whole file."),
    ),
    "status_unknown": (
        _("The person's status is not in the catalogue."),
        _(
            "Use suspect, accused, convicted, sanctioned, witness, victim, missing, deceased, unidentified or"
            " possible threat."
        ),
    ),
    "status_never_silent": (
        _("A person of this status may not be silent: somebody could come to harm over a “no hit”."),
        _("Contribute the row so that the named bureaus learn that a hit exists."),
    ),
    "purpose_unknown": (_("The purpose is not in the catalogue."), _("Use a purpose from the list.")),
    "purpose_not_yours": (_("You are not working for this purpose."), _("Use one of your own purposes.")),
    "grading_without_scheme": (
        _("The grading names no scheme, and the same code means different things in different schemes."),
        _("Write the scheme before it, for example ADMIRALTY:B2."),
    ),
    "grading_scheme_unknown": (
        _("The grading scheme is not known."),
        _("Use ADMIRALTY, EUROPOL_4x4, 5x5x5 or 3x5x2."),
    ),
    "grading_code_unknown": (_("There is no such grade in the scheme {scheme}."), _("Check letter and number.")),
    "handling_code_without_scheme": (
        _("The handling code names no scheme, and a single letter means different things in different schemes."),
        _("Write the scheme before it, for example EUROPOL_H:H1 or TLP:AMBER."),
    ),
    "handling_text_missing": (
        _("This handling code needs its conditions in words."),
        _("Add a column with the conditions."),
    ),
    "json_unreadable": (_("The line is not a JSON object."), _("Write one object per line.")),
    "schema_unknown": (_("The schema is not known in FollowTheMoney."), _("Check the name of the schema.")),
    "property_unknown": (
        _("The schema {schema} has no property {property}."),
        _("Check the name; the value was left out."),
    ),
    "properties_unreadable": (_("The properties are not lists of texts."), _('Write {{"name": ["…"]}}.')),
    "id_missing": (_("The entry has no id."), _("Give every entry an id of its own.")),
    "tag_unreadable": (_("The tag has no address."), _("Add the address.")),
    "entry_unreadable": (_("The entry does not have the columns of its list."), _("Download the list again.")),
}

FILE_WORDS: Mapping[str, tuple[Promise, Promise]] = {
    "file_empty": (_("The file is empty."), _("Check what was saved, and send it again.")),
    "file_missing": (_("There is no such file."), _("Check the path.")),
    "file_too_large": (
        _("The file is too large: {mebibytes} MiB, at most {most} MiB."),
        _("Cut it into smaller files, or load it as NDJSON in parts."),
    ),
    "file_wrong_type": (
        _("This is not a table or list that can be imported (it looks like {found})."),
        _("Save it as CSV or XLSX without a password, or as NDJSON."),
    ),
    "file_unreadable": (_("The file cannot be read to its end."), _("Save it again, or ask the sender for it.")),
    "archive_broken": (_("The file is damaged."), _("Ask the sender for it again.")),
    "archive_encrypted": (_("The file is protected by a password."), _("Save it without a password.")),
    "archive_too_large": (
        _("The file unpacks to far more than it should (more than {most} MiB)."),
        _("Do not open it elsewhere; ask the sender what it is."),
    ),
    "archive_too_many_entries": (
        _("The file holds more than {most} parts."),
        _("Do not open it elsewhere; ask the sender what it is."),
    ),
    "line_too_long": (_("A line is longer than {most} characters."), _("Check the separators and line ends.")),
    "no_column_recognised": (
        _("No column was recognised."),
        _("Put headers such as Name, Birth date or Phone above the columns, or choose a saved map."),
    ),
    "sheet_missing": (_("The workbook has no sheet of this name."), _("Check the name of the sheet.")),
    "encoding_unknown": (_("There is no encoding of this name."), _("Use for example utf-8, cp949 or cp874.")),
    "yaml_unreadable": (_("The YAML cannot be read (line {line})."), _("Check the file with its maker.")),
    "yaml_aliases": (
        _("The YAML uses aliases, which can make a small file very large."),
        _("Write every value out."),
    ),
    "companion_missing": (
        _("The list's other parts ({names}) do not lie beside it."),
        _("Put all files of the list into one folder."),
    ),
}

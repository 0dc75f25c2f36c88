"""`frontrow organiser`: makes an account that may do everything."""

import os
from pathlib import Path

import click


@click.command(help="Make an organiser: an account for the rooms behind the stage and /admin/.")
@click.option("--home", type=click.Path(path_type=Path), help="The folder that keeps everything [./frontrow-data].")
@click.option("--name", prompt="Name", help="What the organiser signs in with; best an e-mail address.")
@click.password_option(help="At least ten characters.")
def command(home: Path | None, name: str, password: str) -> None:
    if home:
        os.environ["FRONTROW_HOME"] = str(home)
    from frontrow.errors import UserError
    from frontrow.web.setup import prepare

    prepare()
    from allauth.account.models import EmailAddress
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    users = get_user_model().objects
    if users.filter(username=name).exists():
        raise UserError(f"There is already an account called {name}; choose another name.")
    try:
        validate_password(password)
    except ValidationError as error:
        raise UserError(f"That password will not do: {' '.join(error.messages)}") from error
    user = users.create_superuser(username=name, email=name if "@" in name else "", password=password)
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    click.echo(f"{name} may now sign in at /account/sign-in/ and adds a second step there.")

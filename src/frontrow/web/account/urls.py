"""The addresses of an account. allauth's views stand under our own paths, with templates of ours; each has allauth's
name, by which its flows find one another, and where our pages link to it a name of ours."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path

from frontrow.web.account import views

sign_in = account.LoginView.as_view(template_name="account/sign-in.html")
sign_up = views.SignUp.as_view()
sign_out = LogoutView.as_view()
ask = account.PasswordResetView.as_view(template_name="account/ask.html")

pages: list[URLPattern] = [
    path("account/", views.account, name="account"),
    path("account/close/", views.close, name="close-account"),
    path("account/sign-in/", sign_in, name="sign-in"),
    path("account/sign-in/", sign_in, name="account_login"),
    path("account/new/", sign_up, name="sign-up"),
    path("account/new/", sign_up, name="account_signup"),
    path("account/sign-out/", sign_out, name="sign-out"),
    path("account/sign-out/", sign_out, name="account_logout"),
    path(
        "account/inactive/",
        account.AccountInactiveView.as_view(template_name="account/inactive.html"),
        name="account_inactive",
    ),
    path("account/address/", views.confirm, name="confirm-address"),
    path("account/address/new/", views.new_address, name="account_email"),
    path("account/address/new/<str:key>/", views.move, name="move-address"),
    path("account/address/<str:key>/", views.ConfirmAddress.as_view(), name="account_confirm_email"),
    path("account/password/", ask, name="password_reset"),
    path("account/password/", ask, name="account_reset_password"),
    path(
        "account/password/asked/",
        account.PasswordResetDoneView.as_view(template_name="account/asked.html"),
        name="account_reset_password_done",
    ),
    path(
        "account/password/chosen/",
        account.PasswordResetFromKeyDoneView.as_view(template_name="account/chosen.html"),
        name="account_reset_password_from_key_done",
    ),
    path(
        "account/password/change/",
        account.PasswordChangeView.as_view(template_name="account/password.html"),
        name="account_change_password",
    ),
    path(
        "account/password/set/",
        account.PasswordSetView.as_view(template_name="account/password.html"),
        name="account_set_password",
    ),
    path(
        "account/password/<slug:uidb36>/<str:key>/",
        account.PasswordResetFromKeyView.as_view(template_name="account/choose.html"),
        name="account_reset_password_from_key",
    ),
    path(
        "account/again/",
        account.ReauthenticateView.as_view(template_name="account/again.html"),
        name="account_reauthenticate",
    ),
    path("account/security/", views.security, name="security"),
    path("account/security/", views.security, name="mfa_index"),
    path("account/security/", views.security, name="mfa_list_webauthn"),
    path("account/security/sessions/", views.end_session, name="end-session"),
    path("account/code/", views.Code.as_view(), name="mfa_authenticate"),
    path(
        "account/code/again/",
        mfa.ReauthenticateView.as_view(template_name="account/code-again.html"),
        name="mfa_reauthenticate",
    ),
    path("account/app/", totp.ActivateTOTPView.as_view(template_name="account/app.html"), name="mfa_activate_totp"),
    path(
        "account/app/remove/",
        totp.DeactivateTOTPView.as_view(template_name="account/app-remove.html"),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/codes/",
        codes.ViewRecoveryCodesView.as_view(template_name="account/codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/codes/new/",
        codes.GenerateRecoveryCodesView.as_view(template_name="account/codes-new.html"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/codes/file/",
        codes.DownloadRecoveryCodesView.as_view(template_name="account/codes.txt"),
        name="mfa_download_recovery_codes",
    ),
    path(
        "account/passkeys/new/",
        passkeys.AddWebAuthnView.as_view(template_name="account/passkey.html"),
        name="mfa_add_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/remove/",
        views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/name/",
        passkeys.EditWebAuthnView.as_view(template_name="account/passkey-name.html"),
        name="mfa_edit_webauthn",
    ),
    path("account/passkeys/sign-in/", passkeys.LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path(
        "account/passkeys/again/",
        passkeys.ReauthenticateWebAuthnView.as_view(template_name="account/code-again.html"),
        name="mfa_reauthenticate_webauthn",
    ),
]
roots: list[URLPattern] = []

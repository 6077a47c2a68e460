// Loaded at the start of <body>, before anything is drawn: GOV.UK Frontend's styles ask for these two classes.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

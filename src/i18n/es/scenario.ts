/** Español: por qué las reglas de una lista, quién puede qué, rechazaron algo. */
export const esScenario = {
  "reason-scenario-refused": "{ $text }",
  "do-scenario-refused": "Si cree que puede, escriba a { $owner }.",
  "reason-scenario-refused-why": "{ $text }, y no lleva ninguna firma de un miembro que cuente ({ $why })",
  "reason-scenario-moderated": "los moderadores lo miran antes de que salga",
  "do-scenario-moderated": "Espere. Un moderador lo mira y lo deja salir.",
  "reason-needs-confirmation": "su remitente tiene que confirmar que lo escribió",
  "do-needs-confirmation": "Responda al mensaje que le pide confirmarlo, o escriba a { $owner }.",

  "policy-from-scenario": "Quién puede escribir lo dice el escenario { $name }.",

  "scenario-closed": "nadie puede hacer eso aquí",
  "scenario-owner": "solo los propietarios de la lista pueden hacer eso",
  "scenario-editor": "solo los moderadores de la lista pueden escribirle",
  "scenario-subscriber": "solo los miembros de la lista pueden hacer eso",
  "scenario-listmaster": "solo quienes se ocupan de todas las listas pueden hacer eso",
  "scenario-identified": "solo quienes han iniciado sesión pueden hacer eso",
  "scenario-multipart": "tiene varias partes o algo adjunto, y la lista solo admite texto simple",
  "scenario-bcc": "la dirección de la lista no está ni en To ni en Cc",
  "scenario-signature": "{ $text }, y hace falta una firma válida que se conozca aquí ({ $family })",
  "scenario-only-signature": "hace falta una firma válida que se conozca aquí ({ $family })",
  "scenario-no-rule": "ninguna regla de la lista lo deja pasar",
  "scenario-broken":
    "una regla de la lista no se puede consultar, y nada pasa hasta que sus propietarios la arreglen",
  "scenario-other": "las reglas de la lista no lo dejan pasar",
};

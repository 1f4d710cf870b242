/** Español: lo que hace una lista, en palabras. */
export const esPolicies = {
  "policy-from-all-accept": "Lo que escribe cualquiera se distribuye.",
  "policy-from-all-hold": "Cada mensaje espera a un propietario.",
  "policy-from-all-reject": "Cada mensaje se rechaza.",
  "policy-from-all-discard": "Cada mensaje se descarta, y no se responde a nadie.",
  "policy-from-members-accept": "Lo que escriben los miembros se distribuye.",
  "policy-from-members-hold": "Lo que escriben los miembros espera a un propietario.",
  "policy-from-members-reject": "Lo que escriben los miembros se rechaza.",
  "policy-from-members-discard": "Lo que escriben los miembros se descarta, y no se responde a nadie.",
  "policy-from-others-accept": "Lo que escriben otros se distribuye también.",
  "policy-from-others-hold": "Lo que escriben otros espera a un propietario.",
  "policy-from-others-reject": "Lo que escriben otros se rechaza.",
  "policy-from-others-discard": "Lo que escriben otros se descarta, y no se responde a nadie.",
  "policy-anonymous": "Nada de lo que sale dice quién lo escribió.",
  "policy-sign-no": "Nadie tiene que firmar: quién escribió es lo que dice From.",
  "policy-sign-yes":
    "Solo lo que firmó un miembro ({ $families }) sale enseguida; el resto espera a un propietario.",
  "policy-sign-force":
    "Solo lo que firmó un miembro ({ $families }) sale; el resto se descarta, y no se responde a nadie.",
  "policy-unsigned-yes": "Lo que no firmó ningún miembro ({ $families }) espera también a un propietario.",
  "policy-unsigned-force":
    "Lo que no firmó ningún miembro ({ $families }) se descarta en todo caso, y no se responde a nadie.",
  "policy-opens-no": "Los mensajes que llegan cifrados siguen como llegaron, sin abrir.",
  "policy-opens-no-sealing":
    "Los mensajes que llegan cifrados no se abren, y se cifran una vez más como todos los demás.",
  "policy-opens-no-signing":
    "Los mensajes que llegan cifrados no se abren: ninguna firma que lleven dentro cuenta.",
  "policy-opens-yes": "Los mensajes pueden llegar cifrados para la clave de la lista ({ $families }).",
  "policy-opens-force":
    "Los mensajes tienen que llegar cifrados para la clave de la lista ({ $families }); el resto se rechaza.",
  "policy-sends-no": "Los miembros reciben los mensajes sin cifrar.",
  "policy-sends-no-opened":
    "Los miembros reciben todos los mensajes sin cifrar, también los que llegaron cifrados: cualquiera por el camino puede leerlos.",
  "policy-sends-yes":
    "Los miembros reciben los mensajes cifrados si dieron una clave ({ $families }), si no, sin cifrar.",
  "policy-sends-yes-opened":
    "Los miembros reciben los mensajes cifrados si dieron una clave ({ $families }), si no, sin cifrar, también los que llegaron cifrados.",
  "policy-sends-force":
    "Los miembros reciben los mensajes cifrados ({ $families }), nunca sin cifrar; sin una clave utilizable reciben un aviso de que uno espera.",
  "policy-sends-received":
    "Lo que llegó cifrado sale cifrado ({ $families }), nunca sin cifrar; sin una clave utilizable los miembros reciben un aviso de que un mensaje espera. Lo que llegó sin cifrar y firmado conserva la firma de su autor, intacta.",
  "policy-sends-no-received": "Los demás mensajes salen sin cifrar.",
  "policy-sends-yes-received":
    "Los demás mensajes salen cifrados hacia los miembros que dieron una clave ({ $families }), si no, sin cifrar.",
  "policy-sends-force-received": "Todos los demás salen cifrados también ({ $families }).",
  "policy-list-signs": "La lista firma lo que envía ({ $families }).",
  "policy-cannot-sign":
    "La lista firmaría lo que envía, pero no tiene clave de { $family }: envía sin firmar.",
  "policy-cannot-open": "La lista no tiene clave de { $family }: lo que llega cifrado así no se puede abrir.",
  "policy-keeps":
    "El servidor guarda cada mensaje, en una forma que puede abrir, hasta que alguien lo borre. Los miembros reciben por correo mensajes anteriores.",
  "policy-keeps-days":
    "El servidor guarda cada mensaje, en una forma que puede abrir. Los miembros reciben por correo mensajes anteriores. Días hasta que uno se borra: { $days }.",

  "family-openpgp": "OpenPGP",
  "family-smime": "S/MIME",
  "family-both": "OpenPGP o S/MIME",

  "outcome-accept": "sale",
  "outcome-hold": "espera: { $why }",
  "outcome-reject": "rechazado: { $why }",
  "outcome-discard": "descartado: { $why }",
  "outcome-silent": "descartado",
  "outcome-not-sealed": "sin cifrar",
  "outcome-not-signed": "no firmado por un miembro",
  "outcome-nonmember": "no es un miembro",
  "outcome-member-moderated": "un propietario lo mira primero",
  "outcome-member-refused": "los miembros no pueden escribir",
  "outcome-cannot-open": "no se puede abrir",
  "outcome-clear-not-confirmed": "saldría sin cifrar",
  "outcome-other": "por otro motivo",

  "outcome-head-post": "un mensaje",
  "outcome-head-any-post": "cualquiera",
  "outcome-head-member": "un miembro con",
  "outcome-head-gets": "lo recibe",
  "outcome-head-came-in-clear": "lo que llegó sin cifrar",
  "outcome-head-came-sealed": "lo que llegó cifrado",
  "outcome-unopened": "como llegó, sin abrir",
  "mail-any": "un mensaje",
  "mail-plain": "sin cifrar",
  "mail-signed": "firmado",
  "mail-signed-in": "firmado ({ $family })",
  "mail-sealed": "cifrado",
  "mail-sealed-in": "cifrado ({ $family })",
  "mail-both": "firmado y cifrado",
  "mail-both-in": "firmado y cifrado ({ $family })",
  "mail-other-key": "cifrado para otra clave",
  "mail-other-key-in": "cifrado para otra clave ({ $family })",
  "sender-member": "de un miembro",
  "sender-keyless": "de un miembro sin clave conocida",
  "sender-outsider": "de otra persona",

  "copy-as-it-came": "como llegó",
  "copy-clear": "sin cifrar",
  "copy-clear-signed": "sin cifrar, firmado por la lista ({ $family })",
  "copy-sealed": "cifrado ({ $family })",
  "copy-sealed-signed": "cifrado y firmado por la lista ({ $family })",
  "copy-notice": "un aviso de que un mensaje espera",
  "keys-all": "cada miembro",
  "keys-none": "ninguna clave",
  "keys-openpgp": "clave OpenPGP",
  "keys-smime": "certificado",
  "keys-both": "ambas cosas",

  "preset-vanilla":
    "Una lista de correo corriente: los miembros escriben, y todos reciben lo que escribieron.",
  "preset-light":
    "Los miembros que dieron una clave reciben los mensajes cifrados para ella, los demás sin cifrar. La lista misma no necesita clave.",
  "preset-anti-spam":
    "Solo lo que firmó un miembro se distribuye; el resto se descarta. La lista misma no necesita clave.",
  "preset-dissidents":
    "Cualquiera puede escribir, cifrado para la clave de la lista, y nada dice quién es. Los miembros reciben los mensajes sin cifrar y no necesitan clave.",
  "preset-full": "Todo está cifrado y firmado, a la entrada y a la salida. Cada miembro necesita una clave.",
  "preset-as-received":
    "Lo que llega cifrado sale cifrado, lo que llega sin cifrar sale sin cifrar, y las firmas quedan como están.",
  "preset-sealed-posts":
    "Solo se admite lo que está cifrado para la clave de la lista, lo que mantiene fuera el spam. Los miembros reciben los mensajes sin cifrar y no necesitan clave.",
};

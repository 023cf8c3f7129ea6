/**
 * The one catalogue of what can go wrong at a door. The code is stable (scripts and tests may rely on it); the words are for the
 * person who is looking. `docs/errors.md` lists the same codes; a test keeps both equal.
 */
export const ERRORS = {
  'not-signed-in': { status: 401, words: 'You need to sign in, or a share link, to see this.' },
  'link-not-valid': {
    status: 401,
    words: 'This link is not valid. It may have been revoked, or a newer one replaced it.',
  },
  'link-revoked': { status: 410, words: 'This link was revoked. Ask whoever sent it to you for a new one.' },
  'link-expired': { status: 410, words: 'The time of this link is over. Ask whoever sent it to you for a new one.' },
  'link-spent': {
    status: 410,
    words:
      'This link was opened as often as it may be, so it takes nobody else in. Ask whoever sent it to you for a new one.',
  },
  'link-guest-removed': {
    status: 403,
    words: 'You were taken out of this journey, so this link does not let you in any more.',
  },
  'link-password-needed': { status: 403, words: 'This link asks for a password.' },
  'link-password-wrong': { status: 403, words: 'This is not the password of this link.' },
  'link-not-for-scripts': {
    status: 403,
    words: 'A link with a password, or for a limited number of browsers, can only be opened in a browser.',
  },
  'sign-in-failed': {
    status: 401,
    words: 'This e-mail address and password do not fit together.',
  },
  'sign-in-refused': { status: 401, words: 'This did not sign you in.' },
  'password-not-right': { status: 403, words: 'This is not your password.' },
  'password-too-common': {
    status: 422,
    words: 'This password is among the first that somebody would try. Please choose another.',
  },
  'proof-needed': { status: 403, words: 'Please show first that it is you.' },
  'passkey-not-right': { status: 403, words: 'This passkey could not be checked. Please try again.' },
  'signature-not-right': { status: 401, words: 'What was sent is not signed with the secret of this sender.' },
  'not-allowed': { status: 403, words: 'You may not do this.' },
  'bad-origin': { status: 403, words: 'This request came from another site and was refused.' },
  'not-found': { status: 404, words: 'There is nothing here.' },
  'journey-not-found': { status: 404, words: 'This journey does not exist, or you have no access to it.' },
  'dataset-not-found': { status: 404, words: 'This dataset does not exist, or you have no access to it.' },
  'segment-not-found': { status: 404, words: 'This segment does not exist, or you have no access to it.' },
  'metric-not-found': { status: 404, words: 'This metric does not exist, or you have no access to it.' },
  'source-not-found': { status: 404, words: 'There is no such sender, or its key was taken back.' },
  'pull-not-found': { status: 404, words: 'This is not fetched any more.' },
  'job-not-found': { status: 404, words: 'This job does not exist.' },
  'workspace-not-found': { status: 404, words: 'This workspace does not exist, or you have no access to it.' },
  'collection-not-found': { status: 404, words: 'This collection does not exist, or you have no access to it.' },
  'tag-not-found': { status: 404, words: 'This tag does not exist any more.' },
  'member-not-found': { status: 404, words: 'This person is not a member of the workspace.' },
  'invitation-not-found': { status: 404, words: 'This invitation was taken or revoked already.' },
  'session-not-found': { status: 404, words: 'This browser is signed out already.' },
  'passkey-not-found': { status: 404, words: 'This passkey does not exist any more.' },
  'token-not-found': { status: 404, words: 'This token does not exist any more.' },
  'share-not-found': { status: 404, words: 'This link does not exist any more.' },
  'guest-not-found': { status: 404, words: 'This guest is not here any more.' },
  'image-not-found': { status: 404, words: 'This picture does not exist, or you have no access to it.' },
  'notice-not-found': { status: 404, words: 'This notice is gone.' },
  'thread-not-found': { status: 404, words: 'This thread does not exist, or not any more.' },
  'comment-not-found': { status: 404, words: 'This comment was removed.' },
  'template-not-found': { status: 404, words: 'There is no template of that name.' },
  'not-valid': { status: 400, words: 'Something in this request is missing or wrong.' },
  'not-a-journey': { status: 400, words: 'This file is not a journey, or a part of it is damaged.' },
  'too-large': { status: 413, words: 'This is larger than allowed.' },
  'too-many-requests': { status: 429, words: 'Too many requests at once. Please wait a moment.' },
  'not-ready': { status: 409, words: 'This is not ready yet.' },
  'no-mail': { status: 409, words: 'This Waymark sends no mail. Ask somebody who manages your workspace.' },
  'collection-in-itself': { status: 409, words: 'A collection cannot be moved into itself.' },
  'collection-too-deep': { status: 409, words: 'Collections can be nested five levels deep, and no deeper.' },
  'too-many-collections': { status: 409, words: 'This workspace has as many collections as it can hold.' },
  'tag-exists': { status: 409, words: 'There is a tag of that name already.' },
  'too-many-tags': { status: 409, words: 'This workspace has as many tags as it can hold.' },
  'name-does-not-fit': { status: 409, words: 'This is not the name of the workspace.' },
  'first-workspace': { status: 409, words: 'The first workspace cannot be deleted: the owner link leads there.' },
  'no-passkeys': {
    status: 409,
    words: 'Passkeys need an address with https and a name. Waymark has none, or is opened by another.',
  },
  'last-way-in': {
    status: 409,
    words: 'This is the only way in that you have. Add a password or another passkey first.',
  },
  'last-owner': { status: 409, words: 'A workspace needs an owner. Make somebody else an owner first.' },
  'file-empty': { status: 422, words: 'This file is empty.' },
  'file-not-supported': { status: 422, words: 'This kind of file cannot be read. Please save it as CSV.' },
  'log-not-supported': {
    status: 422,
    words:
      'This is the log of a program. Logs of web servers and of key=value pairs can be read; of others please make a table (CSV) first.',
  },
  'table-on-its-side': {
    status: 422,
    words:
      'This table lies on its side: a row for each field, a column for each record. Please turn it round in a spreadsheet (copy, paste transposed) and bring it again.',
  },
  'file-not-json': { status: 422, words: 'This file is meant to be JSON, but cannot be read as such.' },
  'file-unpacks-too-far': {
    status: 422,
    words: 'This file unpacks to far more than a table would. Please unpack it yourself and bring the table as CSV.',
  },
  'file-has-password': { status: 422, words: 'This file is locked with a password. Please save it without one.' },
  'xml-with-entities': {
    status: 422,
    words: 'This file defines entities (a DTD), which can be used to do harm. Please export it without them.',
  },
  'sheet-not-found': { status: 422, words: 'This workbook has no sheet of that name.' },
  'files-not-alike': {
    status: 422,
    words: 'These files are tables of different shape. Please bring each of them as a dataset of its own.',
  },
  'files-written-otherwise': {
    status: 422,
    words:
      'The files of this archive write dates or numbers in different ways. Please unpack it and bring them one by one: then each is read in its own way.',
  },
  'file-columns-needed': {
    status: 422,
    words: 'This file names its columns, or writes dates or numbers, otherwise. Please say how it is to be read.',
  },
  'file-not-found': { status: 404, words: 'This file is not part of the dataset, or not any more.' },
  'import-cancelled': {
    status: 409,
    words: 'Reading this file was stopped. The file is still here: you can start again.',
  },
  'archive-not-readable': {
    status: 422,
    words: 'This archive cannot be read as one table. Please unpack it and bring the files one by one.',
  },
  'file-looks-like-html': {
    status: 422,
    words: 'This file is a web page, not a table. Please download the data itself.',
  },
  'file-damaged': { status: 422, words: 'This file is damaged and cannot be read to its end.' },
  'too-many-columns': { status: 422, words: 'This file has more columns than Waymark reads.' },
  'mapping-not-valid': { status: 422, words: 'A column that was chosen is not in this file.' },
  'date-order-needed': {
    status: 422,
    words: 'Dates like 03/04 can be read in two ways. Please choose day first or month first.',
  },
  'schedule-not-valid': {
    status: 422,
    words: 'This plan cannot be read. It takes five parts, such as 0 6 * * 1-5, and a time zone.',
  },
  'address-not-allowed': {
    status: 422,
    words: 'Nothing is fetched from there. Whoever runs this Waymark can allow it.',
  },
  'no-events': { status: 422, words: 'No row of this file could be read as an event.' },
  'import-interrupted': {
    status: 409,
    words: 'Reading this file was interrupted. The file is still here: please start again.',
  },
  'image-not-supported': {
    status: 415,
    words: 'This is not a picture that Waymark can show. Please use PNG, JPEG, GIF, WebP or AVIF.',
  },
  'image-is-svg': {
    status: 415,
    words: 'SVG drawings can carry programs, so they cannot be added. Please save it as PNG.',
  },
  'image-damaged': { status: 422, words: 'This picture is damaged or not complete.' },
  'image-too-large': { status: 413, words: 'This picture is larger than 10 MB. Please make it smaller.' },
  'image-too-many-pixels': {
    status: 422,
    words: 'This picture has too many pixels. Please make it smaller.',
  },
  'too-many-sources': { status: 409, words: 'This dataset has as many senders as it can.' },
  'too-many-pulls': { status: 409, words: 'For this dataset as much is fetched as can be.' },
  'too-many-images': { status: 409, words: 'This journey holds as many pictures as it can.' },
  'too-many-threads': { status: 409, words: 'This journey holds as many threads as it can.' },
  'too-many-comments': { status: 409, words: 'This thread holds as many comments as it can. Please start another.' },
  'engine-busy': { status: 503, words: 'The numbers are busy. They will be back in a moment.' },
  'storage-unavailable': {
    status: 503,
    words: 'Changes cannot be saved right now. They are kept in your browser until they can.',
  },
  'server-busy': { status: 503, words: 'The server is busy just now. It will be back in a moment.' },
  'format-not-supported': { status: 501, words: 'This is told as JSON only.' },
  internal: { status: 500, words: 'Something went wrong on our side. Nothing you saved is lost.' },
} as const satisfies Record<string, { readonly status: number; readonly words: string }>

export type ErrorCode = keyof typeof ERRORS

/** What every refused request gets as its body. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode
    /** Plain words, ready to be shown. */
    readonly message: string
    /** What exactly, for the one who can do something about it: a path in the request, a line in a file. */
    readonly detail?: string
    readonly requestId?: string
  }
}

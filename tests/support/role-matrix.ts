import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { Role } from '#shared/contract/roles.ts'
import { MESSAGE } from '#shared/contract/socket.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { askState, changeOf, presence, state, syncMessage, update } from './sync-raw-client.ts'

/** How somebody proves who they are at the websocket's door. */
export const CREDENTIALS = [
  'owner’s session',
  'member’s session',
  'WAYMARK_TOKEN',
  'share link’s token',
  'guest’s session',
] as const
export type Credential = (typeof CREDENTIALS)[number]

/** `in`; or the refusal; or why nobody can have this role by such a credential. */
export type Entry =
  | 'in'
  | { readonly refused: Extract<ErrorCode, 'not-signed-in' | 'journey-not-found'> }
  | { readonly never: string }

const GUESTS = { never: 'the owner’s own credentials give everything' } as const
const NO_LINK = { never: 'a link gives no such right' } as const
const byLink = {
  'owner’s session': GUESTS,
  'member’s session': 'in',
  WAYMARK_TOKEN: GUESTS,
  'share link’s token': 'in',
  'guest’s session': 'in',
} as const

/** Each role with each credential. An outsider's are wrong, ended, or good for another journey. */
export const ENTRY: Readonly<Record<Role | 'outsider', Readonly<Record<Credential, Entry>>>> = {
  owner: {
    'owner’s session': 'in',
    'member’s session': 'in',
    WAYMARK_TOKEN: 'in',
    'share link’s token': NO_LINK,
    'guest’s session': NO_LINK,
  },
  admin: {
    'owner’s session': GUESTS,
    'member’s session': 'in',
    WAYMARK_TOKEN: GUESTS,
    'share link’s token': NO_LINK,
    'guest’s session': NO_LINK,
  },
  editor: byLink,
  commenter: byLink,
  viewer: byLink,
  outsider: {
    'owner’s session': { refused: 'not-signed-in' },
    'member’s session': { refused: 'journey-not-found' },
    WAYMARK_TOKEN: { refused: 'not-signed-in' },
    'share link’s token': { refused: 'journey-not-found' },
    'guest’s session': { refused: 'journey-not-found' },
  },
}

/**
 * What a message leads to. `answered`: the sender gets an answer. `stored`: applied, called saved, told to the others. `noted`: called
 * saved, but nothing changes. `shown`: told to the others as the sender's presence, with the server's word on who that is.
 * `passed over`: nothing at all. `refused`: the sender is told why and closed for good. `malformed`: closed for good. Whatever is not
 * said here does not happen: the document stays, the others hear nothing, the sender stays.
 */
export type Fate = 'answered' | 'stored' | 'noted' | 'shown' | 'passed over' | 'refused' | 'malformed'

/** What a sender has at hand. */
export interface Sender {
  readonly doc: Y.Doc
  readonly clientId: number
  /** Somebody else's, who is there. */
  readonly foreignClientId: number
}

export interface MessageKind {
  readonly frame: (sender: Sender, title: string) => Uint8Array | string
  /** It shows its own presence first, which says which client id it has. */
  readonly showsItselfFirst?: true
  readonly answer?: 'state' | 'presence'
}

const retitled = (doc: Y.Doc, title: string): Uint8Array =>
  changeOf(doc, () => doc.transact(() => setJourneyInfo(doc, { title })))

const NOTHING = Y.encodeStateAsUpdate(new Y.Doc())
/** What an impostor would like to be. */
const BOSS = { id: 'boss', name: 'The boss', role: 'owner', color: 0 }

/** Every kind of message a client can send, ours and not ours. */
export const MESSAGES = {
  'sync step 1': { frame: ({ doc }) => askState(doc), answer: 'state' },
  'sync step 2': { frame: ({ doc }, title) => state(retitled(doc, title)) },
  'sync step 2 that says nothing': { frame: () => state(NOTHING) },
  update: { frame: ({ doc }, title) => update(retitled(doc, title)) },
  'own presence under a false name': {
    frame: ({ clientId }) => presence([clientId, 7, { user: BOSS, cursor: { x: 1, y: 2 } }]),
  },
  'presence of another client': {
    frame: ({ foreignClientId }) => presence([foreignClientId, 99, { user: BOSS, cursor: { x: 666, y: 666 } }]),
  },
  'presence of another client, having one': {
    frame: ({ foreignClientId }) => presence([foreignClientId, 99, { user: BOSS, cursor: { x: 666, y: 666 } }]),
    showsItselfFirst: true,
  },
  'the end of another client’s presence': { frame: ({ foreignClientId }) => presence([foreignClientId, 99, null]) },
  'query for presence': { frame: () => Uint8Array.of(MESSAGE.queryAwareness), answer: 'presence' },
  auth: { frame: () => message(MESSAGE.auth, 0, 'owner') },
  hello: { frame: () => message(MESSAGE.hello, JSON.stringify({ version: 1, role: 'owner' })) },
  saved: { frame: () => message(MESSAGE.saved, 1_000) },
  push: { frame: () => message(MESSAGE.push, JSON.stringify({ kind: 'journey-changed' })) },
  'an unknown type': { frame: () => message(77, 'what is this') },
  'malformed bytes': { frame: () => syncMessage(2, Uint8Array.of(5, 200, 1)) },
  'a text frame': { frame: () => 'update' },
} as const satisfies Readonly<Record<string, MessageKind>>
export type MessageName = keyof typeof MESSAGES

const forAll = (fate: Fate) => ({ owner: fate, admin: fate, editor: fate, commenter: fate, viewer: fate })
const forEditors = (fate: Fate, others: Fate) => ({
  owner: fate,
  admin: fate,
  editor: fate,
  commenter: others,
  viewer: others,
})

/** What comes of each message from each role. A row or a cell that is missing does not compile. */
export const FATES: Readonly<Record<MessageName, Readonly<Record<Role, Fate>>>> = {
  'sync step 1': forAll('answered'),
  'sync step 2': forEditors('stored', 'refused'),
  'sync step 2 that says nothing': forEditors('noted', 'passed over'),
  update: forEditors('stored', 'refused'),
  'own presence under a false name': forAll('shown'),
  'presence of another client': forAll('passed over'),
  'presence of another client, having one': forAll('passed over'),
  'the end of another client’s presence': forAll('passed over'),
  'query for presence': forAll('answered'),
  auth: forAll('passed over'),
  hello: forAll('passed over'),
  saved: forAll('passed over'),
  push: forAll('passed over'),
  'an unknown type': forAll('passed over'),
  'malformed bytes': forAll('malformed'),
  'a text frame': forAll('malformed'),
}

function message(type: number, ...parts: readonly (number | string)[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    for (const part of parts) {
      if (typeof part === 'number') encoding.writeVarUint(encoder, part)
      else encoding.writeVarString(encoder, part)
    }
  })
}

/**
 * Every act that the audit log knows, in words that follow a name: “Ann made a share link”. The keys are stable: exports and whoever
 * reads them rely on them.
 */
export const ACTS = {
  'signed-in': 'signed in',
  'signed-out': 'signed out',
  'session-ended': 'signed out a browser',
  'account-changed': 'changed how they sign in',
  'address-confirmed': 'confirmed an e-mail address',
  'passkey-added': 'added a passkey',
  'passkey-removed': 'removed a passkey',
  proved: 'showed once more who they are',
  'account-exported': 'took a copy of what is known of them',
  'account-deleted': 'deleted their account',
  'name-changed': 'changed their name',
  'reset-asked': 'asked for a new password',
  'password-reset': 'set a new password by a link',
  'reset-link-made': 'made a link for a new password',
  'token-made': 'made a token',
  'token-revoked': 'revoked a token',
  'invitation-made': 'invited somebody',
  'invitation-revoked': 'took an invitation back',
  'invitation-taken': 'took an invitation',
  'role-changed': 'changed a member’s role',
  'member-removed': 'put a member out',
  'member-left': 'left the workspace',
  'share-made': 'made a share link',
  'share-changed': 'changed a share link',
  'share-revoked': 'revoked a share link',
  'share-opened': 'opened a share link',
  'guest-removed': 'put a guest out',
  'guest-access-ended': 'ended all guest access',
  'journey-made': 'made a journey',
  'journey-renamed': 'renamed a journey',
  'journey-archived': 'archived a journey',
  'journey-restored': 'restored a journey',
  'journey-deleted': 'deleted a journey',
  'journey-moved': 'moved a journey',
  'journeys-changed': 'changed several journeys',
  'access-changed': 'changed who may see a journey or a collection',
  'collection-made': 'made a collection',
  'collection-changed': 'changed a collection',
  'collection-deleted': 'deleted a collection',
  'journey-exported': 'took a journey as a file',
  'journey-reviewed': 'reviewed a journey',
  'review-planned': 'planned when a journey is reviewed',
  'dataset-made': 'made a dataset',
  'dataset-renamed': 'renamed a dataset',
  'dataset-imported': 'imported a file',
  'source-made': 'gave a sender of events a key',
  'source-removed': 'took a sender’s key back',
  'pull-made': 'planned what is fetched for a dataset',
  'pull-changed': 'changed when something is fetched for a dataset',
  'pull-removed': 'ended what was fetched for a dataset',
  'pull-run': 'had something fetched for a dataset',
  'dataset-deleted': 'deleted a dataset',
  'datasets-deleted': 'deleted all datasets',
  'retention-set': 'changed how long events are kept',
  'customers-seen': 'looked at the customers behind a number',
  'customer-deleted': 'deleted a customer from all datasets',
  'rejects-read': 'read the rejected rows of a dataset',
  'numbers-exported': 'took the numbers of all journeys as a file',
  'workspace-made': 'made a workspace',
  'workspace-changed': 'changed the workspace',
  'workspace-deleted': 'deleted the workspace',
  'backup-made': 'copied all datasets for a backup',
  'audit-exported': 'took the audit log as a file',
  /** A route that does not say what it does. */
  other: 'did something else',
} as const satisfies Readonly<Record<string, string>>

export type Act = keyof typeof ACTS
export const ACT_NAMES = Object.keys(ACTS) as readonly Act[]

export const isAct = (name: string): name is Act => Object.hasOwn(ACTS, name)

/** What cannot be said of somebody who is gone. */
export const FORMER_MEMBER = 'A former member'

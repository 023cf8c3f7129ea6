/** Why nothing could be fetched, in words for whoever set it up. No secret in it. */
export class PullError extends Error {
  override readonly name = 'PullError'
}

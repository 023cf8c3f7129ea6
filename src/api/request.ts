import { errorFromAnswer, networkError } from './api-error.ts'

interface RequestOptions {
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  /** Who asks, where no cookie says it. */
  readonly bearer?: string | undefined
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The address of a route from its parts, each of which may hold anything. */
export const at = (...parts: readonly string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`

/** What is not given is not asked for. */
export const queryOf = (query: Readonly<Record<string, unknown>>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, String(value)]],
    ),
  )

/**
 * One request to this server. Resolves with the parsed answer (`undefined` for an empty one).
 * @throws ApiError when it is refused or nobody answers; DOMException `AbortError` when the signal aborts.
 */
export async function request<Answer>(method: Method, path: string, options: RequestOptions = {}): Promise<Answer> {
  let text: string
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
      },
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
    })
    text = await response.text()
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw networkError()
  }
  if (!response.ok) throw errorFromAnswer(response.status, text)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

import type { ByteSource } from './byte-source.ts'
import type { Encoding } from './judge-encoding.ts'

/** Decodes a file chunk by chunk, without its byte order mark. What is not valid reads as U+FFFD. */
export async function* decodedText(source: ByteSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.name)
  for await (const chunk of source.chunks()) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

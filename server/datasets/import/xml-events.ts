import { SaxesParser } from 'saxes'
import { openByteSource, type FilePart } from './byte-source.ts'
import { RefusedFile } from './refused-file.ts'
import type { FileFault } from './source-table.ts'

/** Names come without their prefix: exporters differ in it. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

export interface XmlReader {
  push(text: string): void
  /** Tells whether the document was complete. */
  end(): FileFault | null
  /** It broke before its end; what follows is not looked at. */
  isBroken(): boolean
}

/** One value, comment or tag; longer ones are made to fill memory. */
const MAX_TOKEN_CHARACTERS = 8 * 1024 ** 2

/** Reads XML as it comes, in pieces of any size. Documents that define entities are refused: nothing is ever expanded or fetched. */
export function createXmlReader({ open, text, close }: XmlHandlers): XmlReader {
  const parser = new SaxesParser()
  let isBroken = false
  let quietCharacters = 0
  const heard = (): void => {
    quietCharacters = 0
  }
  parser.on('doctype', () => {
    throw new RefusedFile('xml-with-entities', 'It has a document type (DTD).')
  })
  parser.on('opentag', ({ name, attributes }) => {
    heard()
    open(localName(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    heard()
    close?.(localName(name))
  })
  parser.on('text', (piece) => {
    heard()
    text?.(piece)
  })
  parser.on('comment', heard)
  parser.on('error', ({ message }) => {
    // Control characters in a text are wrong, but harm nothing else.
    if (!/character/i.test(message)) isBroken = true
  })

  return {
    push(piece) {
      if (isBroken) return
      quietCharacters += piece.length
      parser.write(piece)
      if (quietCharacters > MAX_TOKEN_CHARACTERS) {
        throw new RefusedFile('file-unpacks-too-far', 'A single value is longer than 8 MiB.')
      }
    },
    end() {
      if (isBroken) return 'damaged'
      parser.close()
      return isBroken ? 'truncated' : null
    },
    isBroken: () => isBroken,
  }
}

/** Pushes a whole file through `handlers`; yields its progress after each piece. The last value is what was wrong with its end. */
export async function* readXml(
  part: FilePart,
  handlers: XmlHandlers,
  signal: AbortSignal,
): AsyncGenerator<number, FileFault | null> {
  const source = await openByteSource(part)
  const reader = createXmlReader(handlers)
  let decoder: Decoder | undefined
  for await (const chunk of source.chunks()) {
    signal.throwIfAborted()
    decoder ??= decoderFor(chunk)
    reader.push(decoder.decode(chunk, { stream: true }))
    yield source.progress()
    if (reader.isBroken()) return 'damaged'
  }
  return source.fault() ?? reader.end()
}

type Decoder = InstanceType<typeof TextDecoder>

/** By its byte order mark or its declaration; UTF-8 when it says nothing that is known. */
function decoderFor(head: Buffer): Decoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be')
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(head.toString('latin1', 0, 200))?.[1]
  try {
    return new TextDecoder(declared && !/^utf-?16/i.test(declared) ? declared : 'utf-8')
  } catch {
    return new TextDecoder()
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

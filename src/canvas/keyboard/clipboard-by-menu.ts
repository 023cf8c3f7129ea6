import type { Editor } from '#src/editor/editor.ts'
import { toast } from '#src/ui/toast.ts'
import { type ClipboardTexts, textsOfSelection } from './clipboard.ts'
import { textToPaste } from './paste.ts'

const NO_ACCESS = 'The browser does not let the page reach the clipboard. The keys work in any case.'

/** From a menu: the browser is asked for the clipboard. */
export function copyByMenu(editor: Editor, verb: 'copy' | 'cut'): void {
  const texts = textsOfSelection(editor, verb)
  if (!texts) return
  const blob = (text: string, type: string): Blob => new Blob([text], { type })
  const item = (): ClipboardItem =>
    new ClipboardItem({ 'text/plain': blob(texts.plain, 'text/plain'), 'text/html': blob(texts.html, 'text/html') })
  // Absent on pages without https.
  const write = async (): Promise<void> => navigator.clipboard.write([item()])
  write().catch(() => toast.error(NO_ACCESS))
}

/** From a menu, too; `paste` gets the text. */
export function pasteByMenu(paste: (text: string) => void, how: { readonly isPlain: boolean }): void {
  readClipboard()
    .then((texts) => paste(textToPaste(texts, how)))
    .catch(() => toast.error(NO_ACCESS))
}

async function readClipboard(): Promise<ClipboardTexts> {
  const texts = { plain: '', html: '' }
  for (const item of await navigator.clipboard.read()) {
    if (item.types.includes('text/plain')) texts.plain = await (await item.getType('text/plain')).text()
    if (item.types.includes('text/html')) texts.html = await (await item.getType('text/html')).text()
  }
  return texts
}

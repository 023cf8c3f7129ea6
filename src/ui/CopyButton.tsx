import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { Button } from './Button.tsx'
import { copyText } from './copy-text.ts'
import { focusOnMount } from './focus-on-mount.ts'
import { TextField } from './TextField.tsx'

const COPIED_SHOWN_MS = 2 * SECOND_MS

interface CopyButtonProps {
  /** What is copied. */
  readonly text: string
  readonly label: string
}

/** Puts a text on the clipboard and says so; where the browser does not allow it, the text is shown to be copied by hand. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')

  useEffect(() => {
    if (copied !== 'yes') return undefined
    const timer = setTimeout(() => setCopied('no'), COPIED_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async (): Promise<void> => setCopied((await copyText(text)) ? 'yes' : 'failed')

  return (
    <>
      <Button size="sm" icon={copied === 'yes' ? Check : Copy} onClick={() => void copy()}>
        <span aria-live="polite">{copied === 'yes' ? 'Copied' : label}</span>
      </Button>
      {copied === 'failed' && (
        <TextField
          label="The browser does not allow copying here. Copy it by hand:"
          readOnly
          value={text}
          ref={focusOnMount}
          className="order-last w-full basis-full"
        />
      )}
    </>
  )
}

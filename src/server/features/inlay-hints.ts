import type { InlayHint, Range } from 'vscode-languageserver'
import { nameOf } from '../../config/index.js'
import type { PlacedFinding, PlaceIn } from '../../workspace/index.js'
import { type Checked, standing } from '../checked.js'
import type { Context } from '../context.js'
import { rangeOf, uriOfShown } from '../diagnostics.js'

/** Shows at a promise what the other document says. */
export function serveInlayHints(context: Context): void {
  const { connection, workspace, documents } = context
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }): Promise<InlayHint[]> => {
    const checked = documents.get(uri) && (await workspace.check(uri))
    if (!checked?.settings.inlayHints) return []
    const near = standing(checked).filter((placed) => isWithinLines(rangeOf(placed), range))
    return (await Promise.all(near.map((placed) => hintAt(placed, checked, context)))).flatMap((hint) => hint ?? [])
  })
}

const isWithinLines = ({ end }: Range, range: Range): boolean =>
  end.line >= range.start.line && end.line <= range.end.line

async function hintAt(placed: PlacedFinding, checked: Checked, { workspace }: Context): Promise<InlayHint | undefined> {
  const [place] = placed.related
  if (!place) return undefined
  const uri = uriOfShown(place.path, checked)
  const other = await workspace.check(uri)
  const value = other && valueAt(place, other)
  if (value === undefined) return undefined
  return {
    position: rangeOf(placed).end,
    label: [
      {
        value: `\u2192 ${value}, ${nameOf(place.path)}`,
        location: { uri, range: rangeOf(place) },
        tooltip: place.message,
      },
    ],
    paddingLeft: true,
  }
}

/** The words in which the other document states its value. */
const valueAt = (place: PlaceIn, { report }: Checked): string | undefined =>
  report?.commitments.find(
    (commitment) => commitment.place.start === place.start.offset && commitment.place.end === place.end.offset,
  )?.valueActual

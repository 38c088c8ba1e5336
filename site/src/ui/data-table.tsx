import type { ComponentChildren } from "preact";

/** A column: its heading, and what an item has in it. */
export interface Column<Item> {
  heading: string;
  cell: (item: Item) => ComponentChildren;
  /** Its content may be one long word, as an address is. */
  anywhere?: boolean;
}

interface Props<Item> {
  /** What the table is called, for whoever does not see where it stands. */
  caption: string;
  /** The first names the row. */
  columns: readonly Column<Item>[];
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** Shows the caption, and gives each column the same width. */
  comparing?: boolean;
}

/** A table; where there is no room for it, a list of cards. */
export function DataTable<Item>({ caption, columns, items, keyOf, comparing = false }: Props<Item>) {
  return (
    <table class="govuk-table site-table">
      <caption class={`govuk-table__caption ${comparing ? "govuk-table__caption--m" : "govuk-visually-hidden"}`}>
        {caption}
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map(({ heading }) => (
            <th key={heading} scope="col" class={`govuk-table__header${comparing ? " site-table__third" : ""}`}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {items.map((item) => (
          <tr key={keyOf(item)} class="govuk-table__row">
            {columns.map(({ heading, cell, anywhere }, place) => {
              const long = anywhere ? " site-anywhere" : "";
              return place === 0 ? (
                <th key={heading} scope="row" class={`govuk-table__header${long}`} data-label={heading}>
                  {cell(item)}
                </th>
              ) : (
                <td key={heading} class={`govuk-table__cell${long}`} data-label={heading}>
                  {cell(item)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

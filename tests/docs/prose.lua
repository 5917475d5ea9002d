-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
-- What a speller should read: no code, no references, no verdicts, no
-- versions, no addresses, no manual pages that a rule names.
function Code() return {} end
function CodeBlock() return {} end
function RawBlock() return {} end
function Link(link)
  if link.target:match('^http') or link.classes:includes('evidence') then
    return {}
  end
end
function Span(span)
  if span.classes:includes('verdicts') then
    return {}
  end
end
function Table(element)
  if element.classes:includes('numbers') then
    return {}
  end
end
function Para(para)
  if pandoc.utils.stringify(para):match('^Source:') then
    return {}
  end
end
function Div(div)
  if div.identifier == 'bibliography' or div.classes:includes('facts') then
    return {}
  end
end

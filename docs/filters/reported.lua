-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- The last chapter of the rules: what users reported, with the cases that
-- check it and how they went, or the reason why none does. Runs after
-- spec.lua, whose anchors it points at.
--
-- Settings: reported (the register), cases, verdicts (tables made by
-- docs/build).

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local text, complain = common.text, common.complain

-- Paragraphs of "Field: value" lines; a line that starts with a blank goes on.
local function paragraphs(path)
  local list, current, field = {}, nil, nil
  for line in (common.read(path) .. '\n'):gmatch('([^\n]*)\n') do
    local name, value = line:match('^(%u[%a ]*):%s*(.*)$')
    if line == '' then
      current = nil
    elseif name then
      if not current then
        current = {}
        list[#list + 1] = current
      end
      field, current[name] = name, value
    elseif current and line:match('^%s') then
      current[field] = current[field] .. ' ' .. line:match('^%s+(.*)$')
    elseif not line:match('^#') then
      complain(path, 'line', line .. ' is not of the form "Field: value"')
    end
  end
  return list
end

-- owner/name#7 of an address on GitHub.
local function short(thread)
  local name, number = thread:match('^https://github%.com/([^/]+/[^/]+)/%a+/(%d+)$')
  return name and name .. '#' .. number or thread
end

local function cell(inlines)
  return { pandoc.Plain(inlines) }
end

local function breaks(parts)
  local inlines = pandoc.List()
  for i, part in ipairs(parts) do
    if i > 1 then
      inlines:insert(pandoc.LineBreak())
    end
    inlines:extend(part)
  end
  return cell(inlines)
end

local function row_of(report, path, cases, verdicts)
  local checks, threads = {}, {}
  for name in (report.Cases or ''):gmatch('[^%s,]+') do
    if not cases[name] then
      complain(path, 'report ' .. report.Report, 'names the case ' .. name .. ', which is not there')
    end
    checks[#checks + 1] = {
      pandoc.Link({ pandoc.Code(name) }, '#case-' .. name), pandoc.Space(),
      pandoc.Span({ pandoc.Str(common.verdict_line(verdicts[name]) or 'not run') },
        pandoc.Attr('', { 'verdicts' })),
    }
  end
  local reason = report['No case']
  if (#checks > 0) == (reason ~= nil) then
    complain(path, 'report ' .. report.Report, 'needs either Cases or No case')
  end
  if reason then
    checks = { { pandoc.Str('None: ' .. reason) } }
  end
  for thread in (report.Thread or ''):gmatch('%S+') do
    threads[#threads + 1] = { common.link(short(thread), thread) }
  end
  return {
    cell({ pandoc.Str(report.Report) }),
    cell({ pandoc.Str((report.Symptom or '') .. ' (' .. (report.Backends or '') .. ')') }),
    breaks(checks),
    breaks(threads),
  }
end

function Pandoc(doc)
  local path = text(doc.meta.reported)
  local cases = common.cases(text(doc.meta.cases))
  local verdicts = common.verdicts(text(doc.meta.verdicts))
  local rows, with_cases = {}, 0
  for _, report in ipairs(paragraphs(path)) do
    if report.Report then
      rows[#rows + 1] = row_of(report, path, cases, verdicts)
      with_cases = with_cases + (report.Cases and 1 or 0)
    else
      complain(path, 'a paragraph', 'has no line "Report:"')
    end
  end
  common.stop_if_wrong()
  local head = {}
  for _, word in ipairs({ 'Report', 'What users saw, and under what', 'Cases and verdicts', 'Threads' }) do
    head[#head + 1] = cell({ pandoc.Str(word) })
  end
  doc.blocks:insert(pandoc.Header(1, { pandoc.Str('What users reported') }, pandoc.Attr('reported')))
  doc.blocks:insert(pandoc.Para({ pandoc.Str(('Of %d reports, %d are checked by cases; for the others the '
    .. 'reason stands in their place. A case checks what a report describes, derived anew from the rules: '
    .. 'that it passes does not prove that the program of the report runs.'):format(#rows, with_cases)) }))
  doc.blocks:insert(common.table({ pandoc.Str('Reports, cases, verdicts and threads') }, head, rows, 'reports'))
  for _, key in ipairs({ 'reported', 'cases', 'verdicts' }) do
    doc.meta[key] = nil
  end
  return doc
end

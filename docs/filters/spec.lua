-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- The rules: puts the areas together, lists under each rule the cases that
-- check it, and refuses a rule that has neither a case nor a line
-- "No case:" that says why.
--
-- Settings: chapters (files), cases, verdicts (tables made by docs/build),
-- results-date.

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local text, complain = common.text, common.complain

local cases, verdicts, by_rule = {}, {}, {}

local function cases_of(rule)
  local rows = {}
  for _, case in ipairs(by_rule[rule] or {}) do
    rows[#rows + 1] = {
      { pandoc.Plain({ pandoc.Span({ pandoc.Code(case.name) }, pandoc.Attr('case-' .. case.name)) }) },
      { pandoc.Plain({ pandoc.Str(case.summary) }) },
      { pandoc.Plain({ pandoc.Span({ pandoc.Str(common.verdict_line(verdicts[case.name]) or 'not run') },
        pandoc.Attr('', { 'verdicts' })) }) },
    }
  end
  if #rows == 0 then
    return nil
  end
  local head = {}
  for _, word in ipairs({ 'Case', 'What must hold', 'Verdicts' }) do
    head[#head + 1] = { pandoc.Plain({ pandoc.Str(word) }) }
  end
  return common.table({ pandoc.Str('Cases of ' .. rule) }, head, rows, 'cases')
end

local function close_rule(file, rule, has_reason, has_source, blocks)
  if not rule then
    return
  end
  local listed = cases_of(rule)
  if listed then
    blocks:insert(listed)
  elseif not has_reason then
    complain(file, 'rule ' .. rule, 'has no case and no line "No case:" with the reason')
  end
  if listed and has_reason then
    complain(file, 'rule ' .. rule, 'has a case and says "No case:"')
  end
  if not has_source then
    complain(file, 'rule ' .. rule, 'has no line "Source:"')
  end
end

function Pandoc(doc)
  local rules = {}
  cases = common.cases(text(doc.meta.cases))
  verdicts = common.verdicts(text(doc.meta.verdicts))
  for _, case in pairs(cases) do
    by_rule[case.rule] = by_rule[case.rule] or {}
    table.insert(by_rule[case.rule], case)
  end
  for _, list in pairs(by_rule) do
    table.sort(list, function(a, b) return a.name < b.name end)
  end

  local blocks = pandoc.List()
  for _, file in ipairs(common.words(doc.meta.chapters)) do
    local rule, has_reason, has_source
    for _, block in ipairs(common.markdown(file).blocks) do
      if block.t == 'Header' then
        close_rule(file, rule, has_reason, has_source, blocks)
        rule, has_reason, has_source = nil, false, false
        local name = text(block.content):match('^%u[%u%d]*%-%d+')
        if name then
          if rules[name] then
            complain(file, 'rule ' .. name, 'is there twice; also in ' .. rules[name])
          end
          rule, rules[name] = name, file
          block.identifier = 'rule-' .. name
        end
      elseif block.t == 'Para' then
        has_reason = has_reason or text(block.content):match('^No case:%s+%S') ~= nil
        has_source = has_source or text(block.content):match('^Source:%s+%S') ~= nil
      end
      blocks:insert(block)
    end
    close_rule(file, rule, has_reason, has_source, blocks)
  end
  local orphans = {}
  for rule, list in pairs(by_rule) do
    if not rules[rule] then
      for _, case in ipairs(list) do
        orphans[#orphans + 1] = { case.area .. '/' .. case.name .. '.c', rule }
      end
    end
  end
  table.sort(orphans, function(a, b) return a[1] < b[1] end)
  for _, orphan in ipairs(orphans) do
    complain('tests/cases/' .. orphan[1], 'rule ' .. orphan[2], 'is not in docs/spec')
  end
  common.stop_if_wrong()
  doc.blocks = blocks
  doc.meta.chapters = nil
  return doc
end

-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- The register of claims: reads it, refuses what breaks its rules, and has its
-- marks and tables.

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local text, complain, inlines = common.text, common.complain, common.inlines
local state = common.state

local kinds = { test = 't', primary = '', secondary = '', judgement = 'j' }
local accesses = { seen = '', quoted = 'q', memory = 'm' }
local confidences = { certain = true, likely = true, uncertain = true }
local opinion = { 'we judge', 'in our view', 'we think', 'we expect', 'we recommend', 'we read' }
local verdict_words = {
  supported = 'Supported', partly = 'Partly', contradicted = 'Contradicted',
  outdated = 'Outdated', unverifiable = 'Cannot be checked', judgement = 'A judgement',
}

local numbered, number_of_last = {}, 0

local function is_opinion(sentence)
  local lower = sentence:lower()
  for _, words in ipairs(opinion) do
    if lower:find(words, 1, true) then
      return true
    end
  end
  return false
end

local function list(value)
  if value == nil then
    return {}
  end
  if pandoc.utils.type(value) == 'List' then
    local items = {}
    for _, item in ipairs(value) do
      items[#items + 1] = text(item)
    end
    return items
  end
  return { text(value) }
end

local function cites_bibliography(content)
  local found = false
  pandoc.walk_inline(pandoc.Span(content), {
    Cite = function() found = true end,
  })
  return found
end

local function check_claim(claim)
  local function wrong(message)
    complain(claim.file, 'claim ' .. claim.id, message)
  end
  local day = '^%d%d%d%d%-%d%d%-%d%d$'

  if claim.said == '' then
    wrong('has no statement')
  end
  if not kinds[claim.kind] then
    wrong('its kind is none of test, primary, secondary, judgement')
  end
  if not confidences[claim.confidence] then
    wrong('its confidence is none of certain, likely, uncertain')
  end
  if not claim.recheck:match(day) then
    wrong('has no recheck-after date')
  end
  if claim.scope == '' then
    wrong('has no scope')
  end
  if claim.kind == 'test' then
    if #claim.tests == 0 then
      wrong('is of kind test and names no test')
    end
  elseif claim.kind == 'judgement' then
    if #claim.because == 0 and not cites_bibliography(claim.source) then
      wrong('is a judgement without evidence: neither because nor source')
    end
  else
    if not cites_bibliography(claim.source) then
      wrong('is a claim without evidence: its source cites nothing')
    end
    if not claim.checked:match(day) then
      wrong('has no date on which its source was checked')
    end
    if not accesses[claim.access] then
      wrong('its access is none of seen, quoted, memory')
    end
  end
  for _, test in ipairs(claim.tests) do
    if not state.cases[test] and not state.verdicts[test] then
      wrong(('its test "%s" is no case of this suite'):format(test))
    end
  end
  for _, other in ipairs(claim.because) do
    if not state.claims[other] then
      wrong(('rests on the unknown claim "%s"'):format(other))
    end
  end
  if claim.access == 'memory' and claim.confidence == 'certain' then
    wrong('rests on memory alone and is marked certain')
  end
  if claim.kind == 'judgement' and not is_opinion(claim.said) then
    wrong('is a judgement worded as a fact: say "we judge", "in our view", ...')
  end
  if claim.kind ~= 'judgement' and is_opinion(claim.said) then
    wrong('is worded as a judgement but is of kind ' .. claim.kind)
  end
end

local function read_register(files)
  state.claims, state.in_order = {}, {}
  for _, file in ipairs(files) do
    local area = common.base(file):gsub('%.yaml$', '')
    for i, entry in ipairs(common.yaml(file).claims or {}) do
      local id = text(entry.id)
      if id == '' then
        complain(file, 'claim number ' .. i, 'has no id')
      elseif state.claims[id] then
        complain(file, 'claim ' .. id, 'is there twice; also in ' .. state.claims[id].file)
      else
        local claim = {
          id = id, file = file, area = area,
          statement = inlines(entry.statement), said = text(entry.statement),
          scope = text(entry.scope), kind = text(entry.kind),
          source = inlines(entry.source), checked = text(entry.checked),
          access = text(entry.access), confidence = text(entry.confidence),
          recheck = text(entry['recheck-after']), report = list(entry.report),
          tests = list(entry.test), because = list(entry.because),
          figures = entry.figures or {},
        }
        claim.stale = claim.recheck:match('^%d') and claim.recheck < state.today
        state.claims[id] = claim
        state.in_order[#state.in_order + 1] = claim
      end
    end
  end
  for _, claim in ipairs(state.in_order) do
    check_claim(claim)
  end
end

local function number_of(claim)
  if not numbered[claim.id] then
    number_of_last = number_of_last + 1
    numbered[claim.id] = number_of_last
  end
  return numbered[claim.id]
end

-- The bracketed number after a sentence; letters say what kind of evidence.
local function number_mark(claim)
  local label = number_of(claim) .. (kinds[claim.kind] or '') ..
    (claim.kind ~= 'test' and claim.kind ~= 'judgement' and accesses[claim.access] or '')
  local classes = { 'evidence', claim.kind }
  if claim.stale then
    label = label .. '\u{a0}stale'
    classes[#classes + 1] = 'stale'
  end
  return pandoc.Link({ pandoc.Str(label) }, '#claim-' .. claim.id, '',
    pandoc.Attr('', classes, { ['aria-label'] = 'evidence ' .. label .. ': claim ' .. claim.id }))
end

-- And after a claim that a test supports, what the test said last.
local function mark(claim)
  local result = { number_mark(claim) }
  if claim.kind == 'test' then
    for _, test in ipairs(claim.tests) do
      local line = common.verdict_line(state.verdicts[test])
      local said = line and (' (' .. test .. ', ' .. state.results_date .. ': ' .. line .. ')')
        or (' (' .. test .. ': not run)')
      result[#result + 1] = pandoc.Span({ pandoc.Str(said) }, pandoc.Attr('', { 'verdicts' }))
    end
  end
  return result
end

local function find_claim(file, id)
  if not state.claims[id] then
    complain(file, 'claim ' .. id, 'is not in the register')
  end
  return state.claims[id]
end

local function claim_ids(cite)
  local ids = {}
  for _, citation in ipairs(cite.citations) do
    local id = citation.id:match('^claim:(.+)$')
    if id then
      ids[#ids + 1] = id
    end
  end
  return ids
end

local function how_known(claim)
  local words = { claim.kind }
  if claim.kind == 'primary' or claim.kind == 'secondary' then
    words[1] = words[1] .. ' source'
    words[2] = ({ seen = 'read', quoted = 'read as quoted by others', memory = 'from memory' })[claim.access]
  end
  words[#words + 1] = claim.confidence
  if claim.checked ~= '' then
    words[#words + 1] = 'checked ' .. claim.checked
  end
  words[#words + 1] = (claim.stale and 'stale since ' or 'check again after ') .. claim.recheck
  return table.concat(words, ', ')
end

local function evidence_of(claim)
  local result = pandoc.List()
  result:extend(claim.source)
  for i, other in ipairs(claim.because) do
    if state.claims[other] then
      result:insert(pandoc.Str(i > 1 and ', ' or #result > 0 and ' Because of ' or 'Because of '))
      result:insert(common.link(tostring(number_of(state.claims[other])), '#claim-' .. other))
    end
  end
  if #claim.because > 0 then
    result:insert(pandoc.Str('. '))
  end
  for _, test in ipairs(claim.tests) do
    local line = common.verdict_line(state.verdicts[test])
    result:insert(pandoc.Str('Case '))
    result:insert(pandoc.Code(test))
    result:insert(pandoc.Str(line and (': ' .. line .. ' (' .. state.results_date .. '). ') or ': not run. '))
  end
  return result
end

local function register()
  local items = {}
  for _, claim in ipairs(state.in_order) do
    number_of(claim)
  end
  table.sort(state.in_order, function(a, b) return numbered[a.id] < numbered[b.id] end)
  for _, claim in ipairs(state.in_order) do
    local facts = pandoc.List()
    facts:extend(evidence_of(claim))
    facts:insert(pandoc.LineBreak())
    facts:insert(pandoc.Str(how_known(claim) .. '. Scope: ' .. claim.scope .. '.'))
    if #claim.report > 0 then
      facts:insert(pandoc.Str(' The report: '))
      for i, name in ipairs(claim.report) do
        facts:insert(pandoc.Str(i > 1 and ', ' or ''))
        facts:insert(common.link(name, '#report-' .. name))
      end
      facts:insert(pandoc.Str('.'))
    end
    local head = pandoc.List({ pandoc.Strong({ pandoc.Str(tostring(numbered[claim.id])) }),
      pandoc.Space(), pandoc.Code(claim.id), pandoc.Space() })
    head:extend(claim.statement)
    items[#items + 1] = pandoc.Div({
      pandoc.Para(head),
      pandoc.Div({ pandoc.Para(facts) }, pandoc.Attr('', { 'facts' })),
    }, pandoc.Attr('claim-' .. claim.id, claim.stale and { 'entry', 'stale' } or { 'entry' }))
  end
  return items
end

local function claims_table(file, area)
  local rows = {}
  for _, claim in ipairs(state.in_order) do
    if claim.area == area then
      local cell = pandoc.List(claim.statement):clone()
      cell:insert(pandoc.Space())
      cell:insert(number_mark(claim))
      if claim.kind == 'test' then
        local name, lines = pandoc.List(), pandoc.List()
        for i, test in ipairs(claim.tests) do
          if i > 1 then
            name:insert(pandoc.LineBreak())
            lines:insert(pandoc.LineBreak())
          end
          name:insert(pandoc.Code(test))
          lines:insert(pandoc.Str(common.verdict_line(state.verdicts[test]) or 'not run'))
        end
        rows[#rows + 1] = { { pandoc.Plain(name) }, { pandoc.Plain(cell) },
          { pandoc.Plain({ pandoc.Span(lines, pandoc.Attr('', { 'verdicts' })) }) } }
      else
        rows[#rows + 1] = { { pandoc.Plain({ pandoc.Str(claim.scope) }) }, { pandoc.Plain(cell) } }
      end
    end
  end
  if #rows == 0 then
    complain(file, 'table of ' .. area, 'no claim is in this area')
  end
  return rows
end

local function weak()
  local items = {}
  for _, claim in ipairs(state.in_order) do
    if claim.access == 'memory' or claim.access == 'quoted' then
      local words = pandoc.List(claim.statement):clone()
      words:insert(pandoc.Str(' (' .. claim.scope .. ') '))
      words:extend(mark(claim))
      items[#items + 1] = { pandoc.Plain(words) }
    end
  end
  return pandoc.BulletList(items)
end

-- The source report's claims; how a text is shown and checked is claims.lua's.
local function report_table(path, render, check_text)
  local rows, seen = {}, {}
  local render_cell = function(value)
    return render(path, pandoc.Plain(inlines(value)))
  end
  for _, entry in ipairs(common.yaml(path).report or {}) do
    local id, verdict = text(entry.claim), text(entry.verdict)
    seen[id] = true
    if not verdict_words[verdict] then
      complain(path, 'report claim ' .. id, 'has no verdict')
    end
    check_text(path, { table.unpack(inlines(entry.why)) }, false)
    local why = inlines(entry.why)
    local has = false
    pandoc.walk_inline(pandoc.Span(why), { Cite = function(c) has = has or #claim_ids(c) > 0 end })
    if not has then
      complain(path, 'report claim ' .. id, 'its verdict has no evidence')
    end
    rows[#rows + 1] = {
      { pandoc.Plain({ pandoc.Span({ pandoc.Str(id) }, pandoc.Attr('report-' .. id)),
        pandoc.Str(' §' .. text(entry.section)) }) },
      { pandoc.Plain(inlines(entry.says)) },
      { pandoc.Plain({ pandoc.Strong({ pandoc.Str(verdict_words[verdict] or '?') }) }) },
      { render_cell(entry.why) },
    }
  end
  for i = 1, 47 do
    if not seen['C' .. i] then
      complain(path, 'report claim C' .. i, 'has no verdict')
    end
  end
  return rows
end

return { is_opinion = is_opinion, read = read_register, find = find_claim, ids = claim_ids, mark = mark,
  entries = register, of_area = claims_table, weak = weak, report = report_table }

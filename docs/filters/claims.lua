-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- The analysis: puts the chapters together, gives every claim in them its
-- evidence, and refuses what has none.
--
--   [@claim:ID]                 the evidence of the sentence it ends
--   @claim:ID                   the register's own statement, and its evidence
--   []{.figure claim=ID key=K}  a number of the register
--   []{.count of=WHAT}          a number of the results: cases, rules, checks, PASS, ...
--   []{.last-run}               what the last run says of each translator
--   []{.runs backend=B}         the real programs that ran in the last measurement
--   []{.breaks backend=B}       alone in a cell: the failures that touch most
--                               software, then the counts of the last run
--   []{.costs backend=B}        what its translation costs
--   ::: {.claims area=A} :::    the claims of one file of the register as a table
--   ::: {.register} :::         the whole register
--   ::: {.weak} :::             the claims that nobody could read at the source
--   ::: {.report} :::           the source report's claims and our verdicts
--   ::: {.results} :::          what the last run said, by machine and backend
--   ::: {.cost} :::             what the last measurement of cost said, its plots
--   ::: {.order} :::           what is kept of make order, by setting
--   ::: {.execution backend=B setting=S family=F} :::  one of its drawings
--   ::: {.plain} ... :::        text that says nothing of the world: needs no evidence
--
-- A judgement is worded as one, in its sentence.
--
-- Settings: chapters, registers, report, impact (files), cases, verdicts,
-- counts, observed, recorded, ran, cost, each-cost, plots, order, drawings (tables
-- made by docs/build), results-date, today.

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local register = dofile(here .. 'register.lua')
local results = dofile(here .. 'results.lua')
local software = dofile(here .. 'software.lua')
local order = dofile(here .. 'order.lua')
local workloads = dofile(here .. 'workloads.lua')
local text, complain, tabbed = common.text, common.complain, common.tabbed
local is_opinion, find_claim, claim_ids, mark = register.is_opinion, register.find, register.ids, register.mark
local header, caption = results.header, results.caption
local state = common.state

-- In the text -------------------------------------------------------------------

local function figure(file, span)
  local id, key = span.attributes.claim or '', span.attributes.key or ''
  local claim = find_claim(file, id)
  if not claim then
    return {}
  end
  if not claim.figures[key] then
    complain(file, 'claim ' .. id, ('has no figure "%s"'):format(key))
    return {}
  end
  return { pandoc.Str(text(claim.figures[key])) }
end

local function count(file, span)
  local what = span.attributes.of or ''
  if not state.counts[what] then
    complain(file, 'count ' .. what, 'is not a number of the results')
    return {}
  end
  return { pandoc.Str(state.counts[what]) }
end

local made_here = { figure = figure, count = count,
  ['last-run'] = results.last_run,
  runs = function(_, span) return software.runs(span.attributes.backend) end,
  costs = function(_, span) return results.costs(span) end,
  ['workloads-run'] = function() return workloads.sentence('workloads') end,
  ['gpu-run'] = function() return workloads.sentence('gpu') end }

local function is_breaks(block)
  return #block.content == 1 and block.content[1].t == 'Span' and block.content[1].classes:includes('breaks')
end

local function maker(span)
  if span.classes:includes('breaks') then
    return function() return {} end
  end
  for class, make in pairs(made_here) do
    if span.classes:includes(class) then
      return make
    end
  end
end

-- Refuses, in one block's inlines, what the rules of the text forbid.
local ends_nothing = { ['v.'] = true, ['No.'] = true, ['Art.'] = true, ['U.S.'] = true, ['e.g.'] = true }
local measured = { '%d%s*%%', '%d%s*×', '%d%s*ms%f[%W]', '%d%s*seconds', '%d%s+times%f[%W]',
  '%d%s+cases', '%d%s+per cent', '%d%s+failures' }

local function check_text(file, content, needs_evidence)
  local sentence, said, has = '', '', false
  local function walk(items)
    for _, item in ipairs(items) do
      if item.t == 'Cite' and #claim_ids(item) > 0 then
        has = true
        for _, id in ipairs(claim_ids(item)) do
          local claim = state.claims[id]
          if claim and claim.kind == 'judgement' and item.citations[1].mode ~= 'AuthorInText'
              and not is_opinion(sentence) then
            complain(file, 'claim ' .. id,
              ('is a judgement, but this words it as a fact: "%s"'):format(sentence:sub(-70)))
          end
        end
      elseif item.t == 'Str' or item.t == 'Code' then
        sentence = sentence .. item.text
        said = said .. item.text
        if item.t == 'Str' and item.text:match('[.!?]["”)]?$') and not ends_nothing[item.text] then
          sentence = ''
        end
      elseif item.t == 'Space' or item.t == 'SoftBreak' or item.t == 'LineBreak' then
        sentence = sentence .. ' '
        said = said .. ' '
      elseif item.t == 'Span' and maker(item) then
        has = true
      elseif item.content then
        walk(item.content)
      end
    end
  end
  walk(content)
  for _, pattern in ipairs(measured) do
    local number = said:match('[%d.,–-]*' .. pattern)
    if number then
      complain(file, 'typed number', ('"%s" must come from the results or the register'):format(number))
    end
  end
  if needs_evidence and not has and said ~= '' then
    complain(file, 'unsourced text', ('"%s..." has no claim'):format(said:sub(1, 60)))
  end
  return has, said
end

-- The inlines of a cell.
local function cell_inlines(cell)
  local all = {}
  for _, inner in ipairs(cell.contents or cell.content or cell[5] or {}) do
    for _, inline in ipairs(inner.content or {}) do
      all[#all + 1] = inline
    end
    all[#all + 1] = pandoc.Space()
  end
  return all
end

-- A row stands for a sentence: one claim somewhere in it.
local function check_table(file, element, plain)
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      local row_has, row_said = false, ''
      for _, cell in ipairs(row.cells or row[2]) do
        local has, said = check_text(file, cell_inlines(cell), false)
        row_has, row_said = row_has or has, row_said .. said
      end
      if not plain and not row_has and row_said:match('%S') then
        complain(file, 'unsourced text', ('"%s..." has no claim'):format(row_said:sub(1, 60)))
      end
    end
  end
end

local function check_blocks(file, blocks, plain)
  for _, block in ipairs(blocks) do
    if block.t == 'Para' or block.t == 'Plain' then
      local only_image = #block.content == 1 and block.content[1].t == 'Image'
      check_text(file, block.content, not plain and not only_image)
    elseif block.t == 'Div' then
      check_blocks(file, block.content, plain or block.classes:includes('plain'))
    elseif block.t == 'BlockQuote' then
      check_blocks(file, block.content, plain)
    elseif block.t == 'BulletList' or block.t == 'OrderedList' then
      for _, item in ipairs(block.content) do
        check_blocks(file, item, plain)
      end
    elseif block.t == 'DefinitionList' then
      for _, item in ipairs(block.content) do
        for _, definition in ipairs(item[2]) do
          check_blocks(file, definition, plain)
        end
      end
    elseif block.t == 'Table' then
      check_table(file, block, plain)
    end
  end
end

local function render(file, element)
  return pandoc.walk_block(element, {
    -- The evidence never begins a line.
    Inlines = function(items)
      for i = 2, #items do
        local before = items[i - 1].t
        if items[i].t == 'Link' and items[i].classes:includes('evidence') and (before == 'Space' or before == 'SoftBreak') then
          items[i - 1] = pandoc.Str('\u{a0}')
        end
      end
      return items
    end,
    Cite = function(cite)
      local ids = claim_ids(cite)
      if #ids == 0 then
        return nil
      end
      local result = {}
      for _, id in ipairs(ids) do
        local claim = find_claim(file, id)
        if claim then
          if cite.citations[1].mode == 'AuthorInText' then
            local words = pandoc.List(claim.statement):clone()
            local last = words[#words]
            local stop = ''
            if last and last.t == 'Str' and last.text:match('%.$') then
              words[#words] = pandoc.Str((last.text:gsub('%.$', '')))
              stop = '.'
            end
            for _, word in ipairs(words) do
              result[#result + 1] = word
            end
            result[#result + 1] = pandoc.Str('\u{a0}')
            for _, piece in ipairs(mark(claim)) do
              result[#result + 1] = piece
            end
            result[#result + 1] = pandoc.Str(stop)
          else
            for _, piece in ipairs(mark(claim)) do
              result[#result + 1] = piece
            end
          end
        end
      end
      return result
    end,
    Plain = function(block)
      return is_breaks(block) and
        software.breaks(block.content[1].attributes.backend) or nil
    end,
    Span = function(span)
      local make = not span.classes:includes('breaks') and maker(span)
      return make and make(file, span) or nil
    end,
  })
end

local function generated(file, div, meta)
  local classes = div.classes
  if classes:includes('claims') then
    local rows = register.of_area(file, div.attributes.area)
    local of_tests = rows[1] and #rows[1] == 3
    return { common.table(caption(div.attributes.caption or ''),
      of_tests and header('Case', 'What must hold', 'Verdicts of ' .. state.results_date)
        or header(div.attributes.first or 'Scope', 'What is known'),
      rows, of_tests and 'cases' or 'wide') }
  elseif classes:includes('report') then
    return { common.table(caption('The report’s claims and what we found'),
      header('Claim', 'The report says', 'Verdict', 'Why'), register.report(text(meta.report), render, check_text), 'report') }
  elseif classes:includes('results') then
    return { common.table(caption('The last run, checks by machine and backend (' .. state.results_date .. ')'),
      header('Machine', 'Backend', 'Version', 'Passed', 'Known failures', 'Unsupported', 'Skipped', 'Red'),
      results.body(tabbed(text(meta.results))), 'numbers') }
  elseif classes:includes('cost') then
    return results.cost(meta)
  elseif classes:includes('order') then
    return order.table(meta)
  elseif classes:includes('execution') then
    return order.execution(file, div, meta)
  elseif classes:includes('workloads') then
    return workloads.table('workloads')
  elseif classes:includes('gpu') then
    return workloads.table('gpu')
  elseif classes:includes('weak') then
    return { register.weak() }
  end
end

-- The document ----------------------------------------------------------------------

local function check_references(doc)
  local meta_file = text(doc.meta['bibliography'])
  for _, reference in ipairs(pandoc.utils.references(doc)) do
    local function lacks(what)
      complain(meta_file, 'reference ' .. reference.id, 'has no ' .. what)
    end
    if not reference.author then
      lacks('author')
    end
    if not reference.title then
      lacks('title')
    end
    if not reference.issued then
      lacks('date')
    end
    local url = reference.URL or reference.url
    if not url and not reference['container-title'] and not reference.number then
      lacks('place: no URL, no reporter, no number')
    end
    if url and text(url):match('^https://github.com/[^/]+/[^/]+/blob/') and not reference.version then
      lacks('commit')
    end
  end
end

function Pandoc(doc)
  local meta = doc.meta
  state.today = text(meta.today)
  state.results_date = text(meta['results-date'])
  state.cases = common.cases(text(meta.cases))
  state.verdicts = common.verdicts(text(meta.verdicts))
  state.counts = {}
  for line in common.read(text(meta.counts)):gmatch('[^\n]+') do
    local what, number = line:match('^(.-)\t(%d+)$')
    if what then
      state.counts[what] = number
    end
  end
  state.observed = tabbed(text(meta.observed))
  software.load(meta)
  workloads.load('workloads', text(meta.workloads))
  workloads.load('gpu', text(meta.gpu))
  state.costs_of = tabbed(text(meta.cost))
  register.read(common.words(meta.registers))
  state.counts['claims'] = tostring(#state.in_order)
  for _, claim in ipairs(state.in_order) do
    for _, what in ipairs({ 'claims of kind ' .. claim.kind, 'claims ' .. claim.access }) do
      state.counts[what] = tostring((tonumber(state.counts[what]) or 0) + 1)
    end
  end
  local blocks = pandoc.List(doc.blocks)
  local register_at
  for _, file in ipairs(common.words(meta.chapters)) do
    local chapter = common.markdown(file)
    check_blocks(file, chapter.blocks, false)
    for _, block in ipairs(chapter.blocks) do
      if block.t == 'Div' and block.classes:includes('register') then
        blocks:insert(block)
        register_at = #blocks
      else
        local made = block.t == 'Div' and generated(file, block, meta)
        if made then
          blocks:extend(made)
        else
          blocks:insert(render(file, pandoc.Div({ block })).content[1])
        end
      end
    end
  end
  if register_at then
    local entries = register.entries()
    blocks:remove(register_at)
    for i, entry in ipairs(entries) do
      blocks:insert(register_at + i - 1, entry)
    end
  end
  doc.blocks = blocks
  check_references(doc)
  common.stop_if_wrong()
  for _, key in ipairs({ 'chapters', 'registers', 'report', 'impact', 'cases', 'verdicts', 'counts', 'observed',
    'recorded', 'ran', 'cost', 'each-cost', 'plots', 'order', 'drawings', 'results' }) do
    doc.meta[key] = nil
  end
  return doc
end

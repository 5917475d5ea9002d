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
--   ::: {.plain} ... :::        text that says nothing of the world: needs no evidence
--
-- A judgement is worded as one: in its sentence, or in the head of its column.
--
-- Settings: chapters, registers, report, impact (files), cases, verdicts,
-- counts, observed, recorded, ran, cost, each-cost, plots (tables made by
-- docs/build), results-date, today.

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local software = dofile(here .. 'software.lua')
local text, complain = common.text, common.complain
local inlines, tabbed = common.inlines, common.tabbed

local kinds = { test = 't', primary = '', secondary = '', judgement = 'j' }
local accesses = { seen = '', quoted = 'q', memory = 'm' }
local confidences = { certain = true, likely = true, uncertain = true }
local opinion = { 'we judge', 'in our view', 'we think', 'we expect', 'we recommend', 'we read' }
local verdict_words = {
  supported = 'Supported', partly = 'Partly', contradicted = 'Contradicted',
  outdated = 'Outdated', unverifiable = 'Cannot be checked', judgement = 'A judgement',
}

local claims, in_order, cases, verdicts, counts, observed, costs_of, today, results_date
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

-- The register ------------------------------------------------------------------

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
    if not cases[test] and not verdicts[test] then
      wrong(('its test "%s" is no case of this suite'):format(test))
    end
  end
  for _, other in ipairs(claim.because) do
    if not claims[other] then
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
  claims, in_order = {}, {}
  for _, file in ipairs(files) do
    local area = common.base(file):gsub('%.yaml$', '')
    for i, entry in ipairs(common.yaml(file).claims or {}) do
      local id = text(entry.id)
      if id == '' then
        complain(file, 'claim number ' .. i, 'has no id')
      elseif claims[id] then
        complain(file, 'claim ' .. id, 'is there twice; also in ' .. claims[id].file)
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
        claim.stale = claim.recheck:match('^%d') and claim.recheck < today
        claims[id] = claim
        in_order[#in_order + 1] = claim
      end
    end
  end
  for _, claim in ipairs(in_order) do
    check_claim(claim)
  end
end

-- In the text -------------------------------------------------------------------

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
      local line = common.verdict_line(verdicts[test])
      local said = line and (' (' .. test .. ', ' .. results_date .. ': ' .. line .. ')')
        or (' (' .. test .. ': not run)')
      result[#result + 1] = pandoc.Span({ pandoc.Str(said) }, pandoc.Attr('', { 'verdicts' }))
    end
  end
  return result
end

local function find_claim(file, id)
  if not claims[id] then
    complain(file, 'claim ' .. id, 'is not in the register')
  end
  return claims[id]
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
  if not counts[what] then
    complain(file, 'count ' .. what, 'is not a number of the results')
    return {}
  end
  return { pandoc.Str(counts[what]) }
end

-- The backends of this name or family: "qemu" is every qemu@....
local function family(name, backend)
  return backend == name or backend:sub(1, #name + 1) == name .. '@'
end

-- Of each translator: how many checks passed, and how the others went.
local function last_run()
  if #observed == 0 then
    return { pandoc.Str('The results of ' .. results_date .. ' are those of controls only: no translator took part.') }
  end
  local parts = {}
  for _, row in ipairs(observed) do
    local ways = {}
    for i, name in ipairs({ 'silent wrong result', 'clean refusal', 'crash', 'hang' }) do
      local n = tonumber(row[3 + i])
      if n > 0 then
        ways[#ways + 1] = ('%d %s'):format(n, n == 1 and name or (name:gsub('crash$', 'crashe') .. 's'))
      end
    end
    parts[#parts + 1] = ('%s passed %s of %s checks%s'):format(row[1], row[3], row[2],
      #ways > 0 and ' (' .. table.concat(ways, ', ') .. ')' or '')
  end
  return { pandoc.Str('On ' .. results_date .. ' ' .. table.concat(parts, '; ') .. '.') }
end

-- "qemu@trixie, kernels: median 6.2× the instructions of native arm64 (4.0 to 9.1)".
local function costs(span)
  local parts = {}
  for _, row in ipairs(costs_of) do
    if family(span.attributes.backend, row[1]) then
      parts[#parts + 1] = ('%s, %ss, %s cache: median %s× the instructions of native arm64 (%s to %s)')
        :format(row[1], row[2], row[3], row[6], row[5], row[7])
    end
  end
  return { pandoc.Str(#parts > 0 and table.concat(parts, '; ') or 'not measured') }
end

local made_here = { figure = figure, count = count,
  ['last-run'] = last_run,
  runs = function(_, span) return software.runs(span.attributes.backend) end,
  costs = function(_, span) return costs(span) end }

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

local function check_text(file, content, needs_evidence, opinion_above)
  local sentence, said, has = '', '', false
  local function walk(items)
    for _, item in ipairs(items) do
      if item.t == 'Cite' and #claim_ids(item) > 0 then
        has = true
        for _, id in ipairs(claim_ids(item)) do
          local claim = claims[id]
          if claim and claim.kind == 'judgement' and item.citations[1].mode ~= 'AuthorInText'
              and not opinion_above and not is_opinion(sentence) then
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

-- Which columns have a head that says whose opinion stands below.
local function opinion_columns(element)
  local opinions = {}
  for _, row in ipairs(element.head.rows or element.head[2] or {}) do
    for i, cell in ipairs(row.cells or row[2]) do
      opinions[i] = is_opinion(pandoc.utils.stringify(pandoc.Span(cell_inlines(cell))))
    end
  end
  return opinions
end

-- A row stands for a sentence: one claim somewhere in it.
local function check_table(file, element, plain)
  local opinions = opinion_columns(element)
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      local row_has, row_said = false, ''
      for i, cell in ipairs(row.cells or row[2]) do
        local has, said = check_text(file, cell_inlines(cell), false, opinions[i])
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
        software.breaks(verdicts, observed, results_date, block.content[1].attributes.backend) or nil
    end,
    Span = function(span)
      local make = not span.classes:includes('breaks') and maker(span)
      return make and make(file, span) or nil
    end,
  })
end

-- Tables of the register -----------------------------------------------------------

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
    if claims[other] then
      result:insert(pandoc.Str(i > 1 and ', ' or #result > 0 and ' Because of ' or 'Because of '))
      result:insert(common.link(tostring(number_of(claims[other])), '#claim-' .. other))
    end
  end
  if #claim.because > 0 then
    result:insert(pandoc.Str('. '))
  end
  for _, test in ipairs(claim.tests) do
    local line = common.verdict_line(verdicts[test])
    result:insert(pandoc.Str('Case '))
    result:insert(pandoc.Code(test))
    result:insert(pandoc.Str(line and (': ' .. line .. ' (' .. results_date .. '). ') or ': not run. '))
  end
  return result
end

local function register()
  local items = {}
  for _, claim in ipairs(in_order) do
    number_of(claim)
  end
  table.sort(in_order, function(a, b) return numbered[a.id] < numbered[b.id] end)
  for _, claim in ipairs(in_order) do
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
  for _, claim in ipairs(in_order) do
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
          lines:insert(pandoc.Str(common.verdict_line(verdicts[test]) or 'not run'))
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
  for _, claim in ipairs(in_order) do
    if claim.access == 'memory' or claim.access == 'quoted' then
      local words = pandoc.List(claim.statement):clone()
      words:insert(pandoc.Str(' (' .. claim.scope .. ') '))
      words:extend(mark(claim))
      items[#items + 1] = { pandoc.Plain(words) }
    end
  end
  return pandoc.BulletList(items)
end

local function report_table(file, path)
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

local function cells(row)
  local result = {}
  for _, cell in ipairs(row) do
    result[#result + 1] = { pandoc.Plain({ pandoc.Str(cell) }) }
  end
  return result
end

local function body(rows)
  local result = {}
  for _, row in ipairs(rows) do
    result[#result + 1] = cells(row)
  end
  return result
end

local function header(...)
  return cells({ ... })
end

local function caption(words)
  return { pandoc.Str(words) }
end

-- Tables and plots of the last measurement; who has none is told so.
local function cost(meta)
  local made = {}
  if #costs_of == 0 then
    made[1] = pandoc.Para({ pandoc.Strong({ pandoc.Str('Not measured.') }),
      pandoc.Str(' This build has no measurement of cost; '), pandoc.Code('make bench'), pandoc.Str(' makes one.') })
  else
    made[1] = common.table(caption('Instructions executed, as a multiple of the same program built for arm64'),
      header('Backend', 'Kind', 'Cache', 'Number', 'Least', 'Median', 'Most', 'Largest spread'),
      body(costs_of), 'numbers')
    for _, kind in ipairs({ 'kernel', 'program' }) do
      local rows, head = {}, nil
      for _, row in ipairs(tabbed(text(meta['each-cost']))) do
        if row[1] == kind then
          table.remove(row, 1)
          if head then
            rows[#rows + 1] = cells(row)
          else
            head = cells(row)
          end
        end
      end
      if head then
        made[#made + 1] = common.table(caption(kind == 'kernel'
          and 'Kernels: the price of one more round, as a multiple of native arm64'
          or 'Programs: start to end, as a multiple of native arm64'), head, rows, 'numbers each')
      end
    end
  end
  for i, plot in ipairs(tabbed(text(meta.plots))) do
    local words = plot[1]:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('"', '&quot;')
    made[#made + 1] = pandoc.Div({
      pandoc.RawBlock('html', ('<img class="plot" alt="%s" src="%s">'):format(words, plot[2])),
      pandoc.Div({ pandoc.Plain({ pandoc.Str(plot[1]) }) }, pandoc.Attr('', { 'figcaption' })),
    }, pandoc.Attr('plot-' .. i, { 'figure-box' }))
  end
  return made
end

local function generated(file, div, meta)
  local classes = div.classes
  if classes:includes('claims') then
    local rows = claims_table(file, div.attributes.area)
    local of_tests = rows[1] and #rows[1] == 3
    return { common.table(caption(div.attributes.caption or ''),
      of_tests and header('Case', 'What must hold', 'Verdicts of ' .. results_date)
        or header(div.attributes.first or 'Scope', 'What is known'),
      rows, of_tests and 'cases' or 'wide') }
  elseif classes:includes('report') then
    return { common.table(caption('The report’s claims and what we found'),
      header('Claim', 'The report says', 'Verdict', 'Why'), report_table(file, text(meta.report)), 'report') }
  elseif classes:includes('results') then
    return { common.table(caption('The last run, checks by machine and backend (' .. results_date .. ')'),
      header('Machine', 'Backend', 'Version', 'Passed', 'Known failures', 'Unsupported', 'Red'),
      body(tabbed(text(meta.results))), 'numbers') }
  elseif classes:includes('cost') then
    return cost(meta)
  elseif classes:includes('weak') then
    return { weak() }
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
  today = text(meta.today)
  results_date = text(meta['results-date'])
  cases = common.cases(text(meta.cases))
  verdicts = common.verdicts(text(meta.verdicts))
  counts = {}
  for line in common.read(text(meta.counts)):gmatch('[^\n]+') do
    local what, number = line:match('^(.-)\t(%d+)$')
    if what then
      counts[what] = number
    end
  end
  observed = tabbed(text(meta.observed))
  software.load(complain, meta, cases)
  costs_of = tabbed(text(meta.cost))
  read_register(common.words(meta.registers))
  counts['claims'] = tostring(#in_order)
  for _, claim in ipairs(in_order) do
    for _, what in ipairs({ 'claims of kind ' .. claim.kind, 'claims ' .. claim.access }) do
      counts[what] = tostring((tonumber(counts[what]) or 0) + 1)
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
    local entries = register()
    blocks:remove(register_at)
    for i, entry in ipairs(entries) do
      blocks:insert(register_at + i - 1, entry)
    end
  end
  doc.blocks = blocks
  check_references(doc)
  common.stop_if_wrong()
  for _, key in ipairs({ 'chapters', 'registers', 'report', 'impact', 'cases', 'verdicts', 'counts', 'observed',
    'recorded', 'ran', 'cost', 'each-cost', 'plots', 'results' }) do
    doc.meta[key] = nil
  end
  return doc
end

-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- What the last runs of `make workloads` and `make gpu` said, as a sentence and as a table.
--
-- Settings: workloads and gpu, tables made by docs/build: machine, backend, version,
-- workload, observation.

local here = PANDOC_SCRIPT_FILE:match('^(.*/)') or './'
local common = dofile(here .. 'common.lua')
local results = dofile(here .. 'results.lua')

local workloads = {}

-- Each kind of run in words. What ran: columns ("krun, qemu@trixie 10.0.13"), names, and
-- cells, what each workload did there.
local kinds = {
  workloads = { command = 'make workloads', of = 'real software', each = 'workloads', head = 'Workload',
    sentence = 'Of real software, driven as a user would, ', caption = 'Workloads of real software: how each went' },
  gpu = { command = 'make gpu', of = 'programs on a GPU', each = 'programs', head = 'Program',
    sentence = 'Of programs that use the GPU, ', caption = 'Programs on a GPU: how each went; without_gpu is the control, and not counted',
    control = 'without_gpu' },
}

local function is_control(backend)
  return backend:sub(1, 7) == 'native-'
end

function workloads.load(kind, path)
  local columns, names, cells = {}, {}, {}
  local column_of, known = {}, {}
  for _, row in ipairs(common.tabbed(path)) do
    local machine, backend, version, name, observation = table.unpack(row)
    local key = machine .. ' ' .. backend
    if not column_of[key] then
      column_of[key] = { machine = machine, backend = backend, version = version, passed = 0, counted = 0, failed = {} }
      columns[#columns + 1] = column_of[key]
    end
    local column = column_of[key]
    if not known[name] then
      known[name] = true
      names[#names + 1] = name
    end
    cells[key .. ' ' .. name] = observation
    if observation ~= 'skipped' and observation ~= 'broken' and name ~= kinds[kind].control then
      column.counted = column.counted + 1
      if observation == 'pass' then
        column.passed = column.passed + 1
      else
        column.failed[#column.failed + 1] = name
      end
    end
  end
  table.sort(names)
  kinds[kind].columns, kinds[kind].names, kinds[kind].cells = columns, names, cells
end

local function not_run(kind)
  return { pandoc.Str('This build has no run of ' .. kind.of .. '; '), pandoc.Code(kind.command), pandoc.Str(' makes one.') }
end

-- "Of real software, driven as a user would, 26 of 28 workloads passed under qemu@trixie
-- (10.0.13) on krun, all but gdb and strace; ..."
function workloads.sentence(name)
  local kind = kinds[name]
  local parts = {}
  for _, c in ipairs(kind.columns) do
    if not is_control(c.backend) and c.counted > 0 then
      parts[#parts + 1] = ('%d of %d %s passed under %s (%s) on %s%s'):format(c.passed, c.counted, kind.each, c.backend,
        c.version, c.machine, #c.failed > 0 and ', not ' .. table.concat(c.failed, ', ') or '')
    end
  end
  if #parts == 0 then
    return not_run(kind)
  end
  return { pandoc.Str(kind.sentence .. table.concat(parts, '; ') .. '.') }
end

function workloads.table(name)
  local kind = kinds[name]
  if #kind.columns == 0 then
    return { pandoc.Para(pandoc.List({ pandoc.Strong({ pandoc.Str('Not run.') }), pandoc.Space() }) .. not_run(kind)) }
  end
  local head, rows, sums, on, versions = { kind.head }, {}, { 'passed of counted' }, {}, {}
  for _, c in ipairs(kind.columns) do
    on[c.backend] = (on[c.backend] or 0) + 1
    if on[c.backend] == 1 and not is_control(c.backend) then
      versions[#versions + 1] = c.backend .. ' ' .. c.version
    end
  end
  for _, c in ipairs(kind.columns) do
    head[#head + 1] = c.backend .. (on[c.backend] > 1 and ' on ' .. c.machine or '')
    sums[#sums + 1] = ('%d of %d'):format(c.passed, c.counted)
  end
  for _, each in ipairs(kind.names) do
    local row = { each }
    for _, c in ipairs(kind.columns) do
      local how = kind.cells[('%s %s %s'):format(c.machine, c.backend, each)] or '–'
      row[#row + 1] = how == 'wrong' and 'fails' or how -- a program that fails says so
    end
    rows[#rows + 1] = row
  end
  rows[#rows + 1] = sums
  return { common.table(results.caption(kind.caption .. (#versions > 0 and ' (' .. table.concat(versions, ', ') .. ')' or '')),
    results.header(table.unpack(head)), results.body(rows), 'numbers each') }
end

return workloads

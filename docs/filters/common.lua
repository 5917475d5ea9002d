-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
--
-- What the filters share: the settings, the files, the errors, the verdicts.

-- One for all files of a filter, however often it is asked for: its errors and
-- its state (what was read) are theirs together.
if conformance_common then
  return conformance_common
end
local common = { errors = {}, state = {} }
conformance_common = common

function common.text(value)
  return value and pandoc.utils.stringify(value) or ''
end

-- A setting of several words, such as a list of files.
function common.words(value)
  local words = {}
  for word in common.text(value):gmatch('%S+') do
    words[#words + 1] = word
  end
  return words
end

function common.complain(file, subject, message)
  common.errors[#common.errors + 1] = ('docs: %s: %s: %s'):format(file, subject, message)
end

-- One line a complaint, all of them, and no output.
function common.stop_if_wrong()
  if #common.errors == 0 then
    return
  end
  for _, line in ipairs(common.errors) do
    io.stderr:write(line, '\n')
  end
  os.exit(2)
end

function common.read(path)
  local file, why = io.open(path, 'r')
  if not file then
    io.stderr:write('docs: ', why, '\n')
    os.exit(2)
  end
  local text = file:read('a')
  file:close()
  return text
end

function common.markdown(path)
  return pandoc.read(common.read(path), 'markdown')
end

-- A YAML file, by pandoc's own reader: texts in it are Markdown.
function common.yaml(path)
  local text = common.read(path):gsub('^#[^\n]*\n', '')
  return pandoc.read('---\n' .. text:gsub('\n#[^\n]*', '\n') .. '\n---\n', 'markdown').meta
end

-- The rows of a table made by docs/build, its cells separated by tabs.
function common.tabbed(path)
  local rows = {}
  for line in common.read(path):gmatch('[^\n]+') do
    local row = {}
    for cell in (line .. '\t'):gmatch('([^\t]*)\t') do
      row[#row + 1] = cell
    end
    rows[#rows + 1] = row
  end
  return rows
end

-- A text of a YAML file as inlines.
function common.inlines(value)
  if value == nil then
    return {}
  end
  if pandoc.utils.type(value) == 'Blocks' then
    return pandoc.utils.blocks_to_inlines(value)
  end
  if pandoc.utils.type(value) == 'Inlines' then
    return value
  end
  return { pandoc.Str(common.text(value)) }
end

-- "Title of a chapter" from its first heading's file: docs/analysis/30-law.md.
function common.base(path)
  return path:match('([^/]+)$')
end

-- Results ---------------------------------------------------------------------

-- name → { area, rule, summary, source }, from `conformance --list`.
function common.cases(path)
  local cases = {}
  for line in common.read(path):gmatch('[^\n]+') do
    local area, name, rule, summary = line:match('^(%S+)%s+(%S+)%s+(%S+%-%d+)%s+(.+)$')
    if name then
      cases[name] = { name = name, area = area, rule = rule, summary = summary }
    end
  end
  return cases
end

local order = { 'PASS', 'SKIPPED', 'XFAIL', 'UNSUPPORTED', 'FLAKY', 'XPASS', 'CHANGED', 'STALE', 'FAIL', 'BROKEN' }
local controls = { ['native-x86_64'] = true, ['native-arm64'] = true }

-- case → backend → verdict → how many checks. Lines: case, machine, backend,
-- verdict, number, separated by tabs.
function common.verdicts(path)
  local verdicts = {}
  for line in common.read(path):gmatch('[^\n]+') do
    local case, _, backend, verdict, number = line:match('^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(%d+)$')
    if case then
      verdicts[case] = verdicts[case] or {}
      verdicts[case][backend] = verdicts[case][backend] or {}
      local of = verdicts[case][backend]
      of[verdict] = (of[verdict] or 0) + tonumber(number)
    end
  end
  return verdicts
end

-- "qemu@trixie PASS · fex XFAIL (1 of 4)", the controls left out; nil if the
-- case has not been run.
function common.verdict_line(of_case)
  local parts, backends = {}, {}
  for backend in pairs(of_case or {}) do
    if not controls[backend] then
      backends[#backends + 1] = backend
    end
  end
  table.sort(backends)
  for _, backend in ipairs(backends) do
    local all, seen, words = 0, 0, {}
    for _, number in pairs(of_case[backend]) do
      all = all + number
      seen = seen + 1
    end
    for _, verdict in ipairs(order) do
      local number = of_case[backend][verdict]
      if number and seen == 1 then
        words[#words + 1] = verdict
      elseif number then
        words[#words + 1] = ('%s %d of %d'):format(verdict, number, all)
      end
    end
    parts[#parts + 1] = backend .. ' ' .. table.concat(words, ', ')
  end
  if #parts > 0 then
    return table.concat(parts, ' · ')
  end
end

-- AST -------------------------------------------------------------------------

function common.link(text, target, class)
  return pandoc.Link({ pandoc.Str(text) }, target, '', pandoc.Attr('', class and { class } or {}))
end

function common.table(caption, headers, rows, class)
  local aligns, widths = {}, {}
  for i in ipairs(headers) do
    aligns[i], widths[i] = pandoc.AlignDefault, 0
  end
  local simple = pandoc.SimpleTable(caption, aligns, widths, headers, rows)
  local result = pandoc.utils.from_simple_table(simple)
  if class then
    result.attr = pandoc.Attr('', { class })
  end
  return result
end

return common

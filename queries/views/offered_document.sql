-- One row: a version of a document that is not history, refused ones too, of whatever organisation.
-- file_name: its base name. The store's name may have folders: those that told the files of one load apart.
select * exclude (loaded_at, replaced_at, replaced_by), split_part(coalesce(nullif(path, ''), name), '/', -1) as file_name
from document
where replaced_at is null

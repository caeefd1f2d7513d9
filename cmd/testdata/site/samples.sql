-- The samples themselves are left out.
delete from document where document_id < 100

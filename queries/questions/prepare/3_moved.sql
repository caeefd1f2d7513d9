-- moved(change): 增加3.00万元 or 减少3.00万元.
create temp macro moved(change) as case when change < 0 then '减少' else '增加' end || shown(abs(change)) || '万元'

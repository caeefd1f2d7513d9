package charts

import (
	"fmt"
	"strings"

	"tongbi/etl/fact"
)

// StageName is the Chinese name of a stage (预算阶段).
func StageName(stage fact.Stage) string {
	switch stage {
	case fact.InitialBudget:
		return "年初预算"
	case fact.AdjustedBudget:
		return "调整预算"
	case fact.Outturn:
		return "执行数"
	case fact.FinalAccounts:
		return "决算"
	}
	return "阶段未定"
}

// spending is what the expenditure of a stage is called in running text: 支出预算, 支出决算.
func spending(stage fact.Stage) string {
	switch stage {
	case fact.InitialBudget:
		return "支出预算"
	case fact.AdjustedBudget:
		return "调整预算支出"
	case fact.Outturn:
		return "支出执行数"
	case fact.FinalAccounts:
		return "支出决算"
	}
	return "支出"
}

// SpendingName is what the expenditure as a whole is called in running text: 支出预算, 财政拨款支出决算.
func SpendingName(stage fact.Stage, fund fact.Fund, label string) string {
	if fund == fact.Appropriation || strings.Contains(label, "财政拨款") {
		return "财政拨款" + spending(stage)
	}
	return spending(stage)
}

// ScopeName is the Chinese name of a scope (口径).
func ScopeName(scope fact.Scope) string {
	switch scope {
	case fact.Department:
		return "部门口径"
	case fact.UnitScope:
		return "单位口径"
	}
	return "口径未定"
}

// FundName is the Chinese name of a fund.
func FundName(fund fact.Fund) string {
	switch fund {
	case fact.AllFunds, "":
		return "全部资金"
	case fact.GeneralPublic:
		return "一般公共预算"
	case fact.GovernmentFund:
		return "政府性基金预算"
	case fact.StateCapital:
		return "国有资本经营预算"
	case fact.FiscalAccount:
		return "财政专户管理资金"
	case fact.Appropriation:
		return "财政拨款"
	}
	return string(fund)
}

var measureNames = map[fact.Measure]string{
	fact.Total: "合计", fact.AmountOnly: "金额", fact.Basic: "基本支出", fact.Project: "项目支出", fact.Personnel: "人员经费", fact.Operating: "公用经费",
	fact.FiscalAppropriation: "财政拨款", fact.InstitutionIncome: "事业收入", fact.InstitutionOperating: "事业单位经营收入", fact.OtherIncome: "其他收入",
	fact.GeneralPublicMoney: "一般公共预算", fact.GovernmentFundMoney: "政府性基金", fact.StateCapitalMoney: "国有资本经营预算",
	fact.Reserve: "单位预留机动经费", fact.CarriedForward: "结转", fact.ThreePublic: "“三公”经费", fact.OverseasTravel: "因公出国（境）费",
	fact.OfficialReception: "公务接待费", fact.Vehicles: "公务用车购置及运行费", fact.VehiclePurchase: "公务用车购置费", fact.VehicleOperation: "公务用车运行费",
	fact.AdminOperating: "机关运行经费", fact.Procurement: "政府采购", fact.ProcurementGoods: "货物采购", fact.ProcurementWorks: "工程采购", fact.ProcurementServices: "服务采购",
	"income": "本年收入", "opening_balance": "年初结转和结余", "opening_balance_part": "年初结转和结余分项", "closing_balance": "年末结转和结余",
	"closing_balance_part": "年末结转和结余分项", "income_part": "本年收入分项", "count": "数量",
	"superior_subsidy": "上级补助收入", "subordinate_payment": "附属单位上缴收入", "education_fees": "教育收费", "fiscal_account": "财政专户管理资金",
	"payment_to_superior": "上缴上级支出", "operating_activity": "经营支出", "subordinate_subsidy": "对附属单位补助支出",
	"meetings": "会议费", "training": "培训费", "sme_reserved": "面向中小企业预留采购", "micro_reserved": "面向小微企业预留采购",
	"performance_amount": "绩效目标涉及资金", "performance_projects": "绩效目标项目数", "vehicles_owned": "车辆数", "vehicles_to_buy": "购置车辆数",
	"large_equipment_owned": "大型设备台数", "large_equipment_to_buy": "购置大型设备台数",
	"stated_change": "文件所列增减额", "stated_rate": "文件所列增减率", "unrecognized": "列标题未识别",
}

// MeasureName is the Chinese name of a measure.
func MeasureName(measure fact.Measure) string {
	if name, ok := measureNames[measure]; ok {
		return name
	}
	return string(measure)
}

var formNames = map[fact.FormID]string{
	"revenue_expenditure_summary": "收支总表", "revenue_summary": "收入总表", "expenditure_summary": "支出总表", "appropriation_summary": "财政拨款收支总表",
	"general_public_by_function": "一般公共预算支出功能分类表", "government_fund_by_function": "政府性基金支出表", "state_capital_by_function": "国有资本经营支出表",
	"general_public_basic_by_economic": "一般公共预算基本支出经济分类表", "three_public": "“三公”经费和机关运行经费表", "appropriation_by_function": "财政拨款支出表（功能科目）",
	"appropriation_basic_by_economic": "财政拨款基本支出表（经济科目）", "admin_operating_by_economic": "机关运行经费表", "procurement": "政府采购表",
	"project_expenditure": "项目支出表", "project_performance": "项目绩效目标表", "overall_performance": "部门整体绩效目标表",
	"state_assets": "机关运行经费、国有资产占用情况表", "unit_composition": "部门单位构成表",
	"fiscal_account_by_function": "财政专户管理资金支出表", "expenditure_by_government_economic": "支出表（政府预算经济分类）", "non_fiscal_summary": "非财政资金表",
}

// FormName is the Chinese name of a form, its id where there is none.
func FormName(form fact.FormID) string {
	if name, ok := formNames[form]; ok {
		return name
	}
	return string(form)
}

// ViewName is the Chinese name of what lines are told apart by (tongbi compare --by).
func ViewName(by string) string {
	switch by {
	case "total":
		return "收支总额"
	case "function":
		return "支出功能分类"
	case "economic":
		return "部门预算经济分类"
	case "nature":
		return "基本支出和项目支出"
	case "fund":
		return "资金来源"
	case "revenue":
		return "收入"
	case "three-public":
		return "“三公”经费和机关运行经费"
	case "procurement":
		return "政府采购"
	case "project":
		return "项目支出"
	case "bridge":
		return "名义变动与可比变动的衔接"
	case "restatement":
		return "所述上年数的核对"
	}
	return by
}

// LevelName is 类, 款 or 项.
func LevelName(level fact.Level) string {
	switch level {
	case fact.Class:
		return "类"
	case fact.Section:
		return "款"
	case fact.Item:
		return "项"
	}
	return "科目"
}

// Minus is the sign of a negative amount in text that people read; it is as wide as a plus.
const Minus = "−"

// Amount is an amount in 万元 with two decimals, thousands separators and a typographic minus.
func Amount(amount fact.Fen) string { return strings.Replace(amount.TenThousands(), "-", Minus, 1) }

// Signed is a change in 万元 that always carries its sign, so that colour is never the only carrier; what rounds to
// zero carries none.
func Signed(change fact.Fen) string {
	text := Amount(change)
	if change > 0 && strings.Trim(text, "0.") != "" {
		return "+" + text
	}
	return text
}

// SignedRate is a rate in per cent that carries its sign.
func SignedRate(rate fact.Rate) string {
	text := Percent(rate)
	if rate.Sign() > 0 && strings.Trim(text, "0.%") != "" {
		return "+" + text
	}
	return text
}

// Percent is a share in per cent: what works against the whole carries a minus.
func Percent(share fact.Rate) string { return strings.Replace(share.Percent(), "-", Minus, 1) }

// unsigned is the amount without its sign in running text, where 增加 and 减少 carry it.
func unsigned(amount fact.Fen) string {
	if amount < 0 {
		amount = -amount
	}
	return amount.TenThousands() + "万元"
}

// flat reports whether a change is so small that it is told as 持平: less than half of 0.01万元.
func flat(change fact.Fen) bool { return -5_000 < change && change < 5_000 }

// yearsName is “2023—2025年”, or one year.
func yearsName(first, last fact.Year) string {
	if first == last {
		return fmt.Sprintf("%d年", first)
	}
	return fmt.Sprintf("%d—%d年", first, last)
}

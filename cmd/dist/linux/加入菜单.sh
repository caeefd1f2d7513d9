#!/bin/sh
# 把“同比”放进菜单和桌面：程序留在这个文件夹里，只写一个指向它的 .desktop 文件。
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
menu=${XDG_DATA_HOME:-$HOME/.local/share}/applications
# 双引号里的 \ ` $ " 要加反斜杠，反斜杠在 .desktop 文件里又要写两个；% 要写两个。
program=$(printf '%s/tongbi' "$folder" | sed -e 's/[\\`$"]/\\\\&/g' -e 's/%/%%/g')
mkdir -p "$menu"
while IFS= read -r line; do
	case $line in
	Exec=*) printf 'Exec=env TONGBI_WINDOW=own "%s" %%F\n' "$program" ;;
	*) printf '%s\n' "$line" ;;
	esac
done <"$folder/tongbi.desktop" >"$menu/tongbi.desktop"
chmod +x "$menu/tongbi.desktop"
desktop=$(xdg-user-dir DESKTOP 2>/dev/null || echo "$HOME/Desktop")
if [ -d "$desktop" ]; then
	cp "$menu/tongbi.desktop" "$desktop/同比.desktop"
	chmod +x "$desktop/同比.desktop"
fi
update-desktop-database "$menu" 2>/dev/null || true
echo "已加入菜单。把预算、决算文件拖到桌面的“同比”上，或右键选“打开方式”。"

/* What Wine 8 lacks of Windows 10 and Go needs to start: random bytes. For tests under Wine only; no archive holds it. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *bytes, SIZE_T count) { return RtlGenRandom(bytes, (ULONG)count); }

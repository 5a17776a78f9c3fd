package window

import (
	"runtime"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// What Windows calls the messages and values used here.
const (
	wmClose            = 0x0010
	wmDestroy          = 0x0002
	wmPowerBroadcast   = 0x0218
	wmSessionChange    = 0x02B1
	pbtSuspend         = 0x4
	wtsConsoleLeft     = 0x2
	wtsRemoteLeft      = 0x4
	wtsLogoff          = 0x6
	wtsLock            = 0x7
	notifyThisSession  = 0
	notifyWindowHandle = 0
)

// hwndMessage is the parent of windows that only take messages: (HWND)-3.
const hwndMessage = ^uintptr(2)

// suspendWait is how long Windows gives a program before the computer sleeps.
const suspendWait = 2 * time.Second

var (
	user32              = windows.NewLazySystemDLL("user32.dll")
	wtsapi32            = windows.NewLazySystemDLL("wtsapi32.dll")
	registerClass       = user32.NewProc("RegisterClassExW")
	createWindow        = user32.NewProc("CreateWindowExW")
	destroyWindow       = user32.NewProc("DestroyWindow")
	defWindowProc       = user32.NewProc("DefWindowProcW")
	getMessage          = user32.NewProc("GetMessageW")
	dispatchMessage     = user32.NewProc("DispatchMessageW")
	postMessage         = user32.NewProc("PostMessageW")
	postQuitMessage     = user32.NewProc("PostQuitMessage")
	registerSuspend     = user32.NewProc("RegisterSuspendResumeNotification")
	registerSession     = wtsapi32.NewProc("WTSRegisterSessionNotification")
	unregisterSession   = wtsapi32.NewProc("WTSUnRegisterSessionNotification")
	getModuleHandleName = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetModuleHandleW")
)

// wndClass is WNDCLASSEXW.
type wndClass struct {
	size, style                        uint32
	proc                               uintptr
	classExtra, windowExtra            int32
	instance, icon, cursor, background uintptr
	menu, name                         *uint16
	small                              uintptr
}

// message is MSG.
type message struct {
	window         uintptr
	what           uint32
	wParam, lParam uintptr
	time           uint32
	x, y           int32
}

// watchAway makes a window that nobody sees, to which Windows tells of locked sessions and of
// sleep, until stop is called. Where it can't be made, the idle lock and the clocks remain.
func watchAway(left gone) (stop func()) {
	made := make(chan uintptr, 1)
	go func() {
		runtime.LockOSThread() // a window belongs to its thread
		defer runtime.UnlockOSThread()
		window := messageWindow(left)
		made <- window
		if window != 0 {
			pump()
		}
	}()
	window := <-made
	return func() {
		if window != 0 {
			_, _, _ = postMessage.Call(window, wmClose, 0, 0)
		}
	}
}

// messageWindow makes the window and asks to be told; 0 when it can't be made.
func messageWindow(left gone) uintptr {
	name, err := windows.UTF16PtrFromString("CustodyAway")
	if err != nil {
		return 0
	}
	instance, _, _ := getModuleHandleName.Call(0)
	class := wndClass{proc: windows.NewCallback(windowProc(left)), instance: instance, name: name}
	class.size = uint32(unsafe.Sizeof(class))
	if atom, _, _ := registerClass.Call(uintptr(unsafe.Pointer(&class))); atom == 0 {
		return 0
	}
	window, _, _ := createWindow.Call(0, uintptr(unsafe.Pointer(name)), 0, 0, 0, 0, 0, 0, hwndMessage, 0, instance, 0)
	if window == 0 {
		return 0
	}
	_, _, _ = registerSession.Call(window, notifyThisSession)
	if registerSuspend.Find() == nil {
		// Such a window gets no broadcasts: it has to ask for this one.
		_, _, _ = registerSuspend.Call(window, notifyWindowHandle)
	}
	return window
}

// windowProc answers the window's messages.
func windowProc(left gone) func(window, what, wParam, lParam uintptr) uintptr {
	return func(window, what, wParam, lParam uintptr) uintptr {
		switch {
		case what == wmSessionChange && leavesSession(wParam):
			left(LockScreen)
			return 0
		case what == wmPowerBroadcast && wParam == pbtSuspend:
			select {
			case <-left(LockSleep):
			case <-time.After(suspendWait):
			}
			return 1
		case what == wmClose:
			_, _, _ = unregisterSession.Call(window)
			_, _, _ = destroyWindow.Call(window)
			return 0
		case what == wmDestroy:
			_, _, _ = postQuitMessage.Call(0)
			return 0
		}
		result, _, _ := defWindowProc.Call(window, what, wParam, lParam)
		return result
	}
}

// leavesSession tells whether a change of the session means that nobody sits here any more.
func leavesSession(event uintptr) bool {
	switch event {
	case wtsLock, wtsLogoff, wtsConsoleLeft, wtsRemoteLeft:
		return true
	}
	return false
}

// pump hands messages to the window until it is gone.
func pump() {
	var m message
	for {
		got, _, _ := getMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0)
		if int32(got) <= 0 {
			return
		}
		_, _, _ = dispatchMessage.Call(uintptr(unsafe.Pointer(&m)))
	}
}

package window

import "custody/app"

// MeChanged asks anew what the signed-in person may do: after signing, or when roles
// have changed.
func (sh *Shell) MeChanged() {
	Do(sh, sh.office.Me, func(me app.Actor) {
		sh.me = me
		sh.view.side.SetGroups(sh.view.groups())
		sh.view.setBadges(sh.today)
		sh.view.foot()
	})
}
